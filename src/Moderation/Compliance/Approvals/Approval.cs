namespace Steward.Moderation.Compliance.Approvals;

/// <summary>What became of a request for approval.</summary>
internal static class ApprovalState
{
    /// <summary>Nobody has decided.</summary>
    public const string Open = "open";

    /// <summary>It holds, or held until its end.</summary>
    public const string Approved = "approved";
    public const string Refused = "refused";

    /// <summary>It was approved, and taken back.</summary>
    public const string Revoked = "revoked";

    /// <summary>It was approved and is over. Nobody writes this: it comes with time.</summary>
    public const string Ended = "ended";
}

/// <summary>A request that a text may be said although the gate stops it, and what became of it. Each step is written once and never changed.</summary>
internal sealed record Approval
{
    public const string Columns = "brand_id, approval_id, text, purpose, evidence, findings, asked_at, asked_by, state, decided_at, decided_by, note, until, revoked_at, revoked_by, revoke_reason";

    public required Guid BrandId { get; init; }
    public required Guid ApprovalId { get; init; }

    /// <summary>As it was asked for; compared with others by <see cref="ApprovedText"/>.</summary>
    public required string Text { get; init; }

    /// <summary>Where it is going to be said.</summary>
    public required string Purpose { get; init; }

    /// <summary>What makes it lawful, in words or by address.</summary>
    public required string Evidence { get; init; }

    /// <summary>What it covers, as <see cref="ApprovedFinding"/> writes it.</summary>
    public required string Findings { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public required string AskedBy { get; init; }

    /// <summary>One of <see cref="ApprovalState"/> that are written.</summary>
    public required string State { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public string? DecidedBy { get; init; }
    public string Note { get; init; } = "";

    /// <summary>When an approval stops to hold by itself.</summary>
    public DateTimeOffset? Until { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }
    public string? RevokedBy { get; init; }
    public string RevokeReason { get; init; } = "";

    public string StateAt(DateTimeOffset moment) => State == ApprovalState.Approved && Until <= moment ? ApprovalState.Ended : State;

    /// <summary>Whether somebody who asks for the other one means this one: a retry.</summary>
    public bool AsksTheSameAs(Approval other) => (Text, Purpose, Evidence, AskedBy) == (other.Text, other.Purpose, other.Evidence, other.AskedBy);
}
