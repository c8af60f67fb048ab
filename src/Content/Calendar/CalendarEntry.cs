using Steward.Kernel;

namespace Steward.Content.Calendar;

/// <summary>The states of a calendar entry, in their wire spelling.</summary>
internal static class EntryState
{
    public const string Scheduled = "scheduled";
    public const string Sending = "sending";
    public const string Confirmed = "confirmed";
    public const string Partly = "partly";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    public static readonly string[] All = [Scheduled, Sending, Confirmed, Partly, Failed, Cancelled];
}

/// <summary>A planned post: scheduled → sending → confirmed, partly or failed; or cancelled before it is due. Decides only; others store and send.</summary>
internal sealed record CalendarEntry
{
    /// <summary>The reason of an entry whose time passed while nothing could send it.</summary>
    public const string Missed = "missed";

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

    /// <summary>The ledger's id of this entry's one send: the same at every try, so a repeated try cannot send twice.</summary>
    public CommandId CommandId => new(DerivedId.Of(BrandId.Value, "calendar-entry", EntryId.ToString()));

    /// <summary>This entry after its author changed it. The same input again is a retry and always fine.</summary>
    public Result<CalendarEntry> ChangeTo(CalendarEntry draft) =>
        SaysTheSameAs(draft) ? this
        : State == EntryState.Scheduled ? draft
        : CalendarProblems.NotScheduled(EntryId, State);

    /// <summary>This entry taken back. Taking back twice is one taking back.</summary>
    public Result<CalendarEntry> Cancel() => State switch
    {
        EntryState.Scheduled => this with { State = EntryState.Cancelled },
        EntryState.Cancelled => this,
        _ => CalendarProblems.NotScheduled(EntryId, State),
    };

    /// <summary>This entry when its time has come: on its way, or missed when that was too long ago to be welcome. Null while there is nothing to do.</summary>
    public CalendarEntry? WhenDue(DateTimeOffset now, TimeSpan maxLateness) =>
        State != EntryState.Scheduled || SendAt > now ? null
        : now - SendAt > maxLateness ? this with { State = EntryState.Failed, Reason = Missed }
        : this with { State = EntryState.Sending };

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
