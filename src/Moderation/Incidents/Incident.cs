using Steward.Kernel;

namespace Steward.Moderation.Incidents;

/// <summary>The states of an incident, in their wire spelling.</summary>
internal static class IncidentState
{
    public const string Open = "open";
    public const string Closed = "closed";
}

/// <summary>How an incident ended.</summary>
internal static class IncidentOutcome
{
    /// <summary>A rumour that was put right in the groups.</summary>
    public const string Refuted = "refuted";

    /// <summary>There was something to it, and it was settled with those it concerned.</summary>
    public const string Settled = "settled";

    /// <summary>Advertising or abuse that was taken down.</summary>
    public const string Removed = "removed";

    /// <summary>Nothing that anybody must do anything about.</summary>
    public const string Harmless = "harmless";

    public static readonly IReadOnlyList<string> All = [Refuted, Settled, Removed, Harmless];
}

/// <summary>A story that is told in many groups.</summary>
internal sealed record Incident
{
    public Guid BrandId { get; init; }
    public Guid IncidentId { get; init; }

    /// <summary>Of the text; see <see cref="Screening.Traffic.SimHash"/>.</summary>
    public long Fingerprint { get; init; }

    /// <summary>As it was told when it became an incident.</summary>
    public string Text { get; init; } = "";
    public string State { get; init; } = IncidentState.Open;
    public DateTimeOffset OpenedAt { get; init; }
    public string Outcome { get; init; } = "";
    public string? ClosedBy { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }

    // Counted from its messages.
    public int Messages { get; init; }
    public int Groups { get; init; }
    public int Members { get; init; }
    public DateTimeOffset? FirstSeenAt { get; init; }
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>A lead closes it, once.</summary>
    public Result<Incident> Close(string outcome, string by, DateTimeOffset at) =>
        !IncidentOutcome.All.Contains(outcome) ? IncidentProblems.UnknownOutcome
        : State == IncidentState.Closed ? IncidentProblems.AlreadyClosed(this)
        : this with { State = IncidentState.Closed, Outcome = outcome, ClosedBy = by, ClosedAt = at };
}
