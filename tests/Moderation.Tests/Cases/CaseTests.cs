using Steward.Moderation.Cases;

namespace Steward.Moderation.Tests.Cases;

public sealed class CaseTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly Case _open = new() { CaseId = Guid.NewGuid() };

    [Theory]
    [InlineData("upheld")]
    [InlineData("dismissed")]
    public void An_open_case_is_decided_once(string decision)
    {
        var decided = _open.Decide(decision, "看过聊天记录", "lead-1", Now).Value;
        Assert.Equal((decision, "lead-1", Now, "看过聊天记录"), (decided.State, decided.DecidedBy, decided.DecidedAt, decided.Note));
        Assert.Equal("MOD-004", decided.Decide("upheld", "", "lead-2", Now).Problem?.Code);
        Assert.Equal("MOD-004", decided.Decide("dismissed", "", "lead-2", Now).Problem?.Code);
    }

    [Theory]
    [InlineData("open")]
    [InlineData("")]
    [InlineData("Upheld")]
    public void Only_the_two_decisions_exist(string decision) => Assert.Equal("MOD-005", _open.Decide(decision, "", "lead-1", Now).Problem?.Code);

    [Fact]
    public void A_note_has_500_characters_at_most()
    {
        Assert.False(_open.Decide("upheld", new string('x', 500), "lead-1", Now).Failed);
        Assert.Equal("MOD-006", _open.Decide("upheld", new string('x', 501), "lead-1", Now).Problem?.Code);
        Assert.Equal("MOD-010", _open.Decide("upheld", "a\0", "lead-1", Now).Problem?.Code);
    }
}
