namespace Steward.Moderation.Compliance.Phrases;

/// <summary>What a phrase of a brand does.</summary>
internal static class PhraseKind
{
    /// <summary>It may not be said.</summary>
    public const string RedLine = "red-line";

    /// <summary>What is found within it does not count.</summary>
    public const string Exemption = "exemption";
}

/// <summary>A red line or an exemption of a brand, with who set it and why. Written once, ended at most once.</summary>
internal sealed record BrandPhrase
{
    public const string Columns = "brand_id, phrase_id, kind, phrase, severity, advice, rewording, reason, until, set_at, set_by, ended_at, ended_by, end_reason";

    public required Guid BrandId { get; init; }
    public required Guid PhraseId { get; init; }

    /// <summary>One of <see cref="PhraseKind"/>.</summary>
    public required string Kind { get; init; }
    public required string Phrase { get; init; }

    /// <summary>How grave a red line is: hint, review or block; empty for an exemption.</summary>
    public string Severity { get; init; } = "";
    public string Advice { get; init; } = "";
    public string Rewording { get; init; } = "";
    public required string Reason { get; init; }

    /// <summary>When it stops to hold by itself; null: never.</summary>
    public DateTimeOffset? Until { get; init; }
    public DateTimeOffset SetAt { get; init; }
    public string SetBy { get; init; } = "";
    public DateTimeOffset? EndedAt { get; init; }
    public string EndedBy { get; init; } = "";
    public string EndReason { get; init; } = "";

    /// <summary>Whether it holds at a moment.</summary>
    public bool HoldsAt(DateTimeOffset moment) => EndedAt is null && !(Until <= moment);

    /// <summary>Whether somebody who adds the other one means this one: a retry.</summary>
    public bool SaysTheSameAs(BrandPhrase other) =>
        (Kind, Phrase, Severity, Advice, Rewording, Reason, Until) == (other.Kind, other.Phrase, other.Severity, other.Advice, other.Rewording, other.Reason, other.Until);
}
