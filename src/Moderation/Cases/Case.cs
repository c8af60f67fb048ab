using Steward.Kernel;
using Steward.Moderation.Cases.Review;

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

    /// <summary>Who looks at it, or looked last. A claim that has run out binds nobody.</summary>
    public string? ClaimedBy { get; init; }
    public DateTimeOffset? ClaimedAt { get; init; }
    public DateTimeOffset? ClaimedUntil { get; init; }

    /// <summary>When somebody first looked at it: so long it waited.</summary>
    public DateTimeOffset? FirstClaimedAt { get; init; }

    /// <summary>Whether somebody has it at a moment.</summary>
    public bool IsHeld(DateTimeOffset at) => State == CaseState.Open && ClaimedUntil > at;

    /// <summary>Somebody takes it for a while. Taking what one has renews the claim.</summary>
    public Result<Case> Claim(string by, DateTimeOffset at, TimeSpan span)
    {
        if (State != CaseState.Open) { return CaseProblems.AlreadyDecided(this); }

        if (IsHeld(at) && ClaimedBy != by) { return ReviewProblems.HeldByAnother(this); }

        return this with { ClaimedBy = by, ClaimedAt = IsHeld(at) ? ClaimedAt : at, ClaimedUntil = at + span, FirstClaimedAt = FirstClaimedAt ?? at };
    }

    /// <summary>Its holder gives it back. Giving back what nobody has is fine.</summary>
    public Result<Case> Release(string by, DateTimeOffset at) =>
        State != CaseState.Open ? CaseProblems.AlreadyDecided(this)
        : IsHeld(at) && ClaimedBy != by ? ReviewProblems.HeldByAnother(this)
        : this with { ClaimedBy = null, ClaimedAt = null, ClaimedUntil = null };

    /// <summary>Upholds or dismisses an open case.</summary>
    /// <param name="decision"><see cref="CaseState.Upheld"/> or <see cref="CaseState.Dismissed"/>.</param>
    public Result<Case> Decide(string decision, string note, string by, DateTimeOffset at)
    {
        if (decision is not (CaseState.Upheld or CaseState.Dismissed)) { return CaseProblems.UnknownDecision(); }

        if (note.Length > CaseProblems.LongestNote) { return CaseProblems.NoteTooLong(note.Length); }

        if (note.Contains('\0')) { return CaseProblems.NoteUnreadable(); }

        // Whoever decides has it at that moment, so that the times of a case that nobody claimed are known as well.
        var claimed = Claim(by, at, TimeSpan.Zero);
        return claimed.Failed ? claimed : claimed.Value with { State = decision, Note = note, DecidedBy = by, DecidedAt = at };
    }
}

/// <summary>A message of a case.</summary>
internal sealed record Offence
{
    public Guid MessageId { get; init; }
    public Guid GroupId { get; init; }
    public string RuleId { get; init; } = string.Empty;
    public int RuleVersion { get; init; }
    public string RuleLevel { get; init; } = string.Empty;
    public string Severity { get; init; } = string.Empty;

    /// <summary>Everything that was wrong with it, as <see cref="Screening.StoredReason"/> writes it.</summary>
    public string Reasons { get; init; } = "[]";
    public string Matched { get; init; } = string.Empty;
    public string Text { get; init; } = string.Empty;
    public DateTimeOffset SentAt { get; init; }
}
