using Steward.Content.Calendar;
using Steward.Contracts.Moderation.V1;
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

    private static readonly DueCheck Passed = new(Scheduled.Text, new TextVerdict { Verdict = "pass" });
    private static readonly DueCheck Unanswered = new(Scheduled.Text, null);

    [Fact]
    public void Nothing_is_due_before_its_time() => Assert.Null(Scheduled.WhenDue(Noon.AddSeconds(-1), Hour, Passed));

    [Fact]
    public void Late_by_less_than_the_limit_is_still_sent() => Assert.Equal(EntryState.Sending, Scheduled.WhenDue(Noon + Hour, Hour, Passed)!.State);

    [Fact]
    public void Another_text_than_the_checked_one_waits_for_its_own_check() => Assert.Null((Scheduled with { Text = "三点开席" }).WhenDue(Noon, Hour, Passed));

    [Fact]
    public void Without_an_answer_it_waits_and_says_so_until_it_is_too_late_and_then_is_held()
    {
        var waiting = Scheduled.WhenDue(Noon, Hour, Unanswered)!;
        Assert.Equal((EntryState.Scheduled, CalendarEntry.Unchecked), (waiting.State, waiting.Reason));
        Assert.Equal((EntryState.Sending, ""), (waiting.WhenDue(Noon, Hour, Passed)!.State, waiting.WhenDue(Noon, Hour, Passed)!.Reason));

        var late = waiting.WhenDue(Noon + Hour + TimeSpan.FromSeconds(1), Hour, default)!;

        Assert.Equal((EntryState.Held, CalendarEntry.UncheckedTooLong), (late.State, late.Reason));
    }

    [Theory]
    [InlineData("block", false, EntryState.Held)]
    [InlineData("block", true, EntryState.Held)]
    [InlineData("review", false, EntryState.Held)]
    [InlineData("review", true, EntryState.Sending)]
    [InlineData("hint", false, EntryState.Sending)]
    [InlineData("a later word", true, EntryState.Held)]
    public void A_verdict_holds_it_unless_a_lead_let_that_go(string verdict, bool letGo, string state)
    {
        var found = new TextVerdict { Verdict = verdict, Findings = { new ComplianceFinding { RuleId = "r1", Severity = verdict } } };

        var due = (Scheduled with { LetGo = letGo ? found : null }).WhenDue(Noon, Hour, new DueCheck(Scheduled.Text, found))!;

        Assert.Equal((state, state == EntryState.Held), (due.State, due.HeldFor is not null));
    }

    [Fact]
    public void What_is_found_besides_what_was_let_go_holds_it()
    {
        var known = new ComplianceFinding { RuleId = "r1", Severity = "review" };
        var added = new ComplianceFinding { RuleId = "r2", Severity = "review" };
        var covered = new ComplianceFinding { RuleId = "r3", Severity = "block", ExemptedBy = Guid.NewGuid().ToString() };
        var entry = Scheduled with { LetGo = new TextVerdict { Verdict = "review", Findings = { known } } };

        var held = entry.WhenDue(Noon, Hour, new DueCheck(entry.Text, new TextVerdict { Verdict = "review", Findings = { known, added, covered } }))!;

        Assert.Equal([added], held.HeldFor!.Findings);
    }

    [Fact]
    public void A_held_one_is_scheduled_anew_even_with_the_same_words_and_can_be_taken_back()
    {
        var held = Scheduled with { State = EntryState.Held, Reason = CalendarEntry.HeldBack, HeldFor = new TextVerdict { Verdict = "block" } };

        Assert.Equal((EntryState.Scheduled, "", null), (held.ChangeTo(Scheduled).Value.State, held.ChangeTo(Scheduled).Value.Reason, held.ChangeTo(Scheduled).Value.HeldFor));
        Assert.Equal(EntryState.Cancelled, held.Cancel().Value.State);
    }

    [Fact]
    public void Later_than_the_limit_is_missed()
    {
        var missed = Scheduled.WhenDue(Noon + Hour + TimeSpan.FromSeconds(1), Hour, default)!;

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
