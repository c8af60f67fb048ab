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

    [Fact]
    public void A_claim_binds_until_it_runs_out_and_renewing_it_keeps_its_beginning()
    {
        var span = TimeSpan.FromMinutes(10);
        var held = _open.Claim("lead-1", Now, span).Value;
        Assert.Equal(("lead-1", Now, Now + span, Now), (held.ClaimedBy, held.ClaimedAt, held.ClaimedUntil, held.FirstClaimedAt));
        Assert.Equal((Now, Now + (1.5 * span)), (held.Claim("lead-1", Now + (0.5 * span), span).Value.ClaimedAt, held.Claim("lead-1", Now + (0.5 * span), span).Value.ClaimedUntil));
        foreach (var refused in new[] { held.Claim("lead-2", Now, span), held.Release("lead-2", Now), held.Decide("upheld", "", "lead-2", Now) }) { Assert.Equal("MOD-062", refused.Problem?.Code); }

        var later = held.Claim("lead-2", Now + span, span).Value;
        Assert.Equal(("lead-2", Now + span, Now), (later.ClaimedBy, later.ClaimedAt, later.FirstClaimedAt));
        Assert.Equal((null, Now), (held.Release("lead-1", Now).Value.ClaimedBy, held.Release("lead-1", Now).Value.FirstClaimedAt));
        Assert.Equal(("lead-1", Now, Now.AddMinutes(2)), held.Decide("upheld", "", "lead-1", Now.AddMinutes(2)).Value is var decided ? (decided.ClaimedBy, decided.ClaimedAt, decided.ClaimedUntil) : default);
    }
}
