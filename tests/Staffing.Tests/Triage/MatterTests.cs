using Steward.Contracts.Events.Moderation;
using Steward.Staffing.Triage;

namespace Steward.Staffing.Tests.Triage;

public sealed class MatterTests
{
    [Theory]
    [InlineData(MatterKind.Complaint, ScreeningLabel.Chatter, SignalName.Complaint)]
    [InlineData(MatterKind.Complaint, ScreeningLabel.Question, SignalName.Intent, SignalName.Complaint)]
    [InlineData(MatterKind.Complaint, ScreeningLabel.Offence, SignalName.Complaint)]
    [InlineData(MatterKind.Intent, ScreeningLabel.Question, SignalName.Intent)]
    [InlineData(null, ScreeningLabel.Offence, SignalName.Intent)]
    [InlineData(null, ScreeningLabel.Chatter, SignalName.Rumour, SignalName.Competitor)]
    [InlineData(null, ScreeningLabel.Question)]
    public void What_screening_noticed_says_whether_somebody_is_needed(string? kind, string label, params string[] signals) => Assert.Equal(kind, Matter.Of(Said(label, false, signals))?.Kind);

    [Fact]
    public void Staff_need_nobody() => Assert.Null(Matter.Of(Said(ScreeningLabel.Chatter, true, SignalName.Complaint)));

    [Fact]
    public void What_screening_notices_is_kept_without_NUL_and_not_counted_as_handed_on()
    {
        var matter = Matter.Of(Said(ScreeningLabel.Chatter, false, SignalName.Complaint) with { Text = "太\0慢了" })!;
        Assert.Equal(("太慢了", false), (matter.Text, matter.HandedOn));
    }

    private static ScreenedMessage Said(string label, bool staff, params string[] signals) => new()
    {
        MessageId = Guid.NewGuid(), GroupId = Guid.NewGuid(), SenderId = Guid.NewGuid(), FromStaff = staff, Kind = "text", Text = "太慢了", SentAt = DateTimeOffset.UnixEpoch, Label = label,
        Signals = signals.Length == 0 ? null : [.. signals.Select(name => new MessageSignal { Name = name })],
    };
}
