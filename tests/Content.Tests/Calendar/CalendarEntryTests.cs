using Steward.Content.Calendar;
using Steward.Kernel;

namespace Steward.Content.Tests.Calendar;

public sealed class CalendarEntryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly CalendarEntry Scheduled = new()
    {
        BrandId = new BrandId(Guid.NewGuid()), EntryId = Guid.NewGuid(), AccountId = new AccountId(Guid.NewGuid()), Title = "午茶", Text = "两点开席", GroupIds = [Guid.NewGuid()], SendAt = Noon,
    };

    [Fact]
    public void Nothing_is_due_before_its_time() => Assert.Null(Scheduled.WhenDue(Noon.AddSeconds(-1), Hour));

    [Fact]
    public void Late_by_less_than_the_limit_is_still_sent() => Assert.Equal(EntryState.Sending, Scheduled.WhenDue(Noon + Hour, Hour)!.State);

    [Fact]
    public void Later_than_the_limit_is_missed()
    {
        var missed = Scheduled.WhenDue(Noon + Hour + TimeSpan.FromSeconds(1), Hour)!;

        Assert.Equal((EntryState.Failed, "missed"), (missed.State, missed.Reason));
    }

    [Theory]
    [InlineData("confirmed")]
    [InlineData("partly")]
    [InlineData("failed")]
    public void Only_what_is_being_sent_can_settle(string outcome)
    {
        Assert.Null(Scheduled.Settle(outcome, 1, ""));
        Assert.Equal(outcome, (Scheduled with { State = EntryState.Sending }).Settle(outcome, 1, "")!.State);
        Assert.Null((Scheduled with { State = outcome }).Settle(outcome, 1, ""));
    }

    [Fact]
    public void An_outcome_that_is_none_is_a_defect() => Assert.Throws<ArgumentOutOfRangeException>(() => Scheduled.Settle("lost", 0, ""));

    [Theory]
    [InlineData("sending")]
    [InlineData("confirmed")]
    [InlineData("cancelled")]
    public void What_is_no_longer_scheduled_cannot_change_but_a_retry_is_fine(string state)
    {
        var entry = Scheduled with { State = state };

        Assert.Equal("CNT-003", entry.ChangeTo(Scheduled with { Text = "三点开席" }).Problem!.Code);
        Assert.Same(entry, entry.ChangeTo(Scheduled).Value);
    }

    [Fact]
    public void Its_send_has_one_id_whatever_changes() => Assert.Equal(Scheduled.CommandId, (Scheduled with { Text = "三点", State = EntryState.Sending }).CommandId);
}
