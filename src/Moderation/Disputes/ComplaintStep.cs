namespace Steward.Moderation.Disputes;

/// <summary>The steps of the protocol, in their wire spelling and order.</summary>
internal static class DisputeStep
{
    /// <summary>The member is answered in the group, by name.</summary>
    public const string FirstResponse = "first-response";

    /// <summary>The member is calmed in private words.</summary>
    public const string PrivateCalming = "private-calming";

    /// <summary>Customer service knows of it.</summary>
    public const string Ticket = "ticket";

    /// <summary>What was said is kept from spreading; only of what spreads.</summary>
    public const string StopSpread = "stop-spread";

    /// <summary>It has ended.</summary>
    public const string Resolution = "resolution";

    public static readonly IReadOnlyList<string> All = [FirstResponse, PrivateCalming, Ticket, StopSpread, Resolution];
}

/// <summary>The states of a step, in their wire spelling.</summary>
internal static class StepState
{
    public const string Open = "open";

    /// <summary>Channels was asked; the outcome is not known.</summary>
    public const string Sent = "sent";
    public const string Done = "done";
    public const string Skipped = "skipped";
}

/// <summary>One step of a complaint's round.</summary>
internal record ComplaintStep
{
    public required string Step { get; init; }
    public required string State { get; init; }
    public required DateTimeOffset DueAt { get; init; }
    public DateTimeOffset? At { get; init; }
    public string By { get; init; } = "";

    /// <summary>What was said or done, or why it was left out.</summary>
    public string Text { get; init; } = "";
    public string TicketSystem { get; init; } = "";
    public string TicketReference { get; init; } = "";

    /// <summary>Why the last try failed.</summary>
    public string Failure { get; init; } = "";

    /// <summary>What was only sent still waits: nobody knows whether the member saw it.</summary>
    public bool Waits => State is StepState.Open or StepState.Sent;

    /// <summary>The steps of a round that begins; in the protocol's order.</summary>
    public static IReadOnlyList<ComplaintStep> Of(Complaint complaint, DisputePolicy policy) =>
        [.. DisputeStep.All.Where(step => step != DisputeStep.StopSpread || complaint.Spreads).Select(step => Open(step, complaint.ComplainedAt, policy))];

    /// <summary>A step that waits from <paramref name="from"/> on.</summary>
    public static ComplaintStep Open(string step, DateTimeOffset from, DisputePolicy policy) => new() { Step = step, State = StepState.Open, DueAt = from.AddMinutes(policy.MinutesOf(step)) };

    /// <summary>The step when what Channels was asked for stands so. While one outcome is unknown so is the step's; one that went well is enough, and why others failed is told beside it.</summary>
    public ComplaintStep After(IReadOnlyList<ComplaintAct> acts, DateTimeOffset at)
    {
        if (State != StepState.Sent || acts.Any(act => act.Outcome.Length == 0)) { return this; }

        var latest = acts.Max(act => act.AskedAt);
        var failure = string.Join("; ", acts.Where(act => act.AskedAt == latest && act.Outcome == ComplaintAct.Failed).Select(act => act.Reason).Distinct());
        return acts.Any(act => act.Outcome == ComplaintAct.Confirmed) ? this with { State = StepState.Done, At = at, Failure = failure } : this with { State = StepState.Open, At = null, By = "", Failure = failure };
    }
}

/// <summary>What Channels was asked to do for a step.</summary>
internal sealed record ComplaintAct
{
    public const string Confirmed = "confirmed";
    public const string Failed = "failed";
    public const string Send = "send";
    public const string SendPrivate = "send-private";
    public const string Recall = "recall";
    public const string Mute = "mute";

    public required Guid CommandId { get; init; }
    public required string Step { get; init; }
    public required string Kind { get; init; }
    public Guid? MessageId { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public string Outcome { get; init; } = "";
    public string Reason { get; init; } = "";
}

/// <summary>Something the member said.</summary>
internal sealed record ComplaintMessage
{
    public required Guid MessageId { get; init; }
    public required Guid GroupId { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset SentAt { get; init; }
    public int Round { get; init; }
}

/// <summary>Something that happened to a complaint.</summary>
/// <param name="Id">Of the call or event that caused it: the same one again is seen.</param>
/// <param name="By">Empty: the channel or the screening.</param>
internal sealed record ComplaintEntry(Guid Id, string Kind, string Step, string Text, DateTimeOffset At, string By, int Round)
{
    public const string Registered = "registered";
    public const string Joined = "joined";
    public const string Reopened = "reopened";
    public const string Assigned = "assigned";
    public const string Classified = "classified";
    public const string Note = "note";
    public const string Rated = "satisfaction";
    public const string Resolved = "resolved";
    public const string Failed = "failed";
}
