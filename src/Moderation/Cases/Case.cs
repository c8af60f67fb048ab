using Steward.Kernel;

namespace Steward.Moderation.Cases;

/// <summary>The states of a case, in their wire spelling.</summary>
internal static class CaseState
{
    public const string Open = "open";
    public const string Upheld = "upheld";
    public const string Dismissed = "dismissed";
}

/// <summary>A member's offences of one class that a person decides on, once.</summary>
internal sealed record Case
{
    public Guid BrandId { get; init; }
    public Guid CaseId { get; init; }
    public Guid MemberId { get; init; }

    /// <summary>The group where it began.</summary>
    public Guid GroupId { get; init; }
    public string OffenceClass { get; init; } = string.Empty;
    public string State { get; init; } = CaseState.Open;
    public int Offences { get; init; }
    public DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset LastOffenceAt { get; init; }
    public string LastText { get; init; } = string.Empty;
    public string? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public string Note { get; init; } = string.Empty;

    /// <summary>Upholds or dismisses an open case.</summary>
    /// <param name="decision"><see cref="CaseState.Upheld"/> or <see cref="CaseState.Dismissed"/>.</param>
    public Result<Case> Decide(string decision, string note, string by, DateTimeOffset at)
    {
        if (decision is not (CaseState.Upheld or CaseState.Dismissed)) { return CaseProblems.UnknownDecision(); }

        if (note.Length > CaseProblems.LongestNote) { return CaseProblems.NoteTooLong(note.Length); }

        if (note.Contains('\0')) { return CaseProblems.NoteUnreadable(); }

        return State == CaseState.Open
            ? this with { State = decision, Note = note, DecidedBy = by, DecidedAt = at }
            : CaseProblems.AlreadyDecided(this);
    }
}

/// <summary>A message of a case.</summary>
internal sealed record Offence
{
    public Guid MessageId { get; init; }
    public Guid GroupId { get; init; }
    public string RuleId { get; init; } = string.Empty;
    public string Matched { get; init; } = string.Empty;
    public string Text { get; init; } = string.Empty;
    public DateTimeOffset SentAt { get; init; }
}
