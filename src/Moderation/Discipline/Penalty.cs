namespace Steward.Moderation.Discipline;

/// <summary>What was decided about an upheld case.</summary>
internal sealed record Penalty
{
    public required Guid BrandId { get; init; }
    public required Guid CaseId { get; init; }
    public required Guid MemberId { get; init; }

    /// <summary>The group where it began.</summary>
    public required Guid GroupId { get; init; }
    public required string OffenceClass { get; init; }

    /// <summary>What it weighs; 0 when nothing was done.</summary>
    public required double Points { get; init; }
    public required double StandingBefore { get; init; }

    /// <summary>What the ladder said; see <see cref="Discipline.Sanction"/>.</summary>
    public required string Proposed { get; init; }

    /// <summary>What was decided.</summary>
    public required string Sanction { get; init; }

    /// <summary>Of the proposal: <c>ladder</c>, <c>zero-tolerance</c> or <c>exempt</c>.</summary>
    public required string Reason { get; init; }
    public required int PolicyVersion { get; init; }
    public required string Note { get; init; }
    public required string DecidedBy { get; init; }
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>The policy decided it at once, and nobody.</summary>
    public bool Automatic { get; init; }

    /// <summary>Since when it counts no longer.</summary>
    public DateTimeOffset? OverturnedAt { get; init; }
}

/// <summary>What Channels was asked to do for a penalty.</summary>
internal sealed record PenaltyAct
{
    public required Guid CommandId { get; init; }
    public required Guid CaseId { get; init; }
    public required string Kind { get; init; }
    public Guid? GroupId { get; init; }
    public Guid? MessageId { get; init; }

    /// <summary>Empty as long as it is open; <c>confirmed</c> or <c>failed</c>.</summary>
    public string Outcome { get; init; } = "";
    public string Reason { get; init; } = "";
}
