using Steward.Contracts.Moderation.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Outbound;

namespace Steward.Content.Calendar;

/// <summary>The states of a calendar entry, in their wire spelling.</summary>
internal static class EntryState
{
    public const string Scheduled = "scheduled";
    public const string Held = "held";
    public const string Sending = "sending";
    public const string Confirmed = "confirmed";
    public const string Partly = "partly";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    public static readonly string[] All = [Scheduled, Held, Sending, Confirmed, Partly, Failed, Cancelled];
}

/// <summary>What the compliance gate said when a post was due.</summary>
/// <param name="Text">The text that it was asked about.</param>
/// <param name="Verdict">Its word; null: it gave none.</param>
internal readonly record struct DueCheck(string Text, TextVerdict? Verdict);

/// <summary>
/// A planned post: scheduled → sending → confirmed, partly or failed; or cancelled before it is due. Held back when the compliance gate does not let it out at its time: changed,
/// it is scheduled again. Decides only; others store and send.
/// </summary>
internal sealed record CalendarEntry
{
    /// <summary>The reason of an entry whose time passed while nothing could send it.</summary>
    public const string Missed = "missed";

    /// <summary>The reason of a held entry in whose text something was found.</summary>
    public const string HeldBack = "held back: the compliance check found what may not go out; change the text, or let a lead let it go";

    /// <summary>The reason of an entry that is due and waits for the gate.</summary>
    public const string Unchecked = "not sent yet: the compliance check does not answer, and nothing goes out unchecked; it is tried again";

    /// <summary>The reason of a held entry for which the gate was away too long.</summary>
    public const string UncheckedTooLong = "held back: the compliance check did not answer before it was too late; plan it for another time";

    public required BrandId BrandId { get; init; }
    public required Guid EntryId { get; init; }
    public required AccountId AccountId { get; init; }
    public required string Title { get; init; }
    public required string Text { get; init; }
    public required Guid[] GroupIds { get; init; }
    public required DateTimeOffset SendAt { get; init; }
    public string State { get; init; } = EntryState.Scheduled;
    public int ConfirmedGroups { get; init; }
    public string Reason { get; init; } = "";

    /// <summary>While it is held: what the gate found.</summary>
    public TextVerdict? HeldFor { get; init; }

    /// <summary>What a lead looked at in this text and let go; null: nothing was to be let go.</summary>
    public TextVerdict? LetGo { get; init; }
    public string LetGoBy { get; init; } = "";
    public DateTimeOffset? LetGoAt { get; init; }

    /// <summary>The ledger's id of this entry's one send: the same at every try, so a repeated try cannot send twice.</summary>
    public CommandId CommandId => new(DerivedId.Of(BrandId.Value, "calendar-entry", EntryId.ToString()));

    /// <summary>This entry after its author changed it. The same input again is a retry and always fine; of a held entry it asks to let it out now.</summary>
    public Result<CalendarEntry> ChangeTo(CalendarEntry draft) =>
        SaysTheSameAs(draft) && State != EntryState.Held && (State != EntryState.Scheduled || Equals(LetGo, draft.LetGo)) ? this
        : State is EntryState.Scheduled or EntryState.Held ? draft
        : CalendarProblems.NotScheduled(EntryId, State);

    /// <summary>Whether a draft is so much a retry that nothing has to be asked again.</summary>
    public bool IsRetriedBy(CalendarEntry draft, bool letsGo) => SaysTheSameAs(draft) && (State == EntryState.Scheduled ? !letsGo : State != EntryState.Held);

    /// <summary>A draft with what a lead let go in the same text before.</summary>
    public CalendarEntry WithWordOf(CalendarEntry? earlier) =>
        earlier?.Text == Text ? this with { LetGo = earlier.LetGo, LetGoBy = earlier.LetGoBy, LetGoAt = earlier.LetGoAt } : this;

    /// <summary>This entry taken back. Taking back twice is one taking back.</summary>
    public Result<CalendarEntry> Cancel() => State switch
    {
        EntryState.Scheduled or EntryState.Held => this with { State = EntryState.Cancelled, Reason = "", HeldFor = null },
        EntryState.Cancelled => this,
        _ => CalendarProblems.NotScheduled(EntryId, State),
    };

    /// <summary>
    /// This entry when its time has come: on its way; held back; missed when that was too long ago to be welcome; still scheduled, with the reason, while the gate gives no answer.
    /// Null when there is nothing to do, also when its text is not the one that was checked: the next turn checks this one.
    /// </summary>
    public CalendarEntry? WhenDue(DateTimeOffset now, TimeSpan maxLateness, DueCheck check)
    {
        if (State != EntryState.Scheduled || SendAt > now) { return null; }

        if (now - SendAt > maxLateness)
        {
            return Reason == Unchecked ? this with { State = EntryState.Held, Reason = UncheckedTooLong } : this with { State = EntryState.Failed, Reason = Missed };
        }

        if (check.Text != Text) { return null; }

        return check.Verdict is not { } verdict ? this with { Reason = Unchecked }
            : verdict.Holds(LetGo) ? this with { State = EntryState.Held, Reason = HeldBack, HeldFor = new TextVerdict { Verdict = verdict.Verdict, Findings = { verdict.Holding(LetGo) } } }
            : this with { State = EntryState.Sending, Reason = "" };
    }

    /// <summary>This entry after the channel's report; null when it does not wait for one.</summary>
    /// <param name="outcome">As the channel spells it: confirmed, partly or failed.</param>
    /// <param name="confirmedGroups">How many groups got it.</param>
    /// <param name="reason">Why not all did.</param>
    /// <exception cref="ArgumentOutOfRangeException">The outcome is none of the three.</exception>
    public CalendarEntry? Settle(string outcome, int confirmedGroups, string reason)
    {
        if (outcome is not (EntryState.Confirmed or EntryState.Partly or EntryState.Failed))
        {
            throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "A send is confirmed, partly or failed.");
        }

        return State == EntryState.Sending ? this with { State = outcome, ConfirmedGroups = confirmedGroups, Reason = reason } : null;
    }

    private bool SaysTheSameAs(CalendarEntry other) =>
        AccountId == other.AccountId && Title == other.Title && Text == other.Text && SendAt == other.SendAt && GroupIds.AsSpan().SequenceEqual(other.GroupIds);
}
