using Steward.Moderation.Classification;

namespace Steward.Moderation.Learning;

/// <summary>Where a sample comes from, in its wire spelling.</summary>
internal static class SampleSource
{
    /// <summary>A decision on a case carried it.</summary>
    public const string Case = "case";

    /// <summary>Somebody marked a message.</summary>
    public const string Message = "message";

    /// <summary>Somebody gave a text.</summary>
    public const string Text = "text";

    public static IReadOnlyList<string> All { get; } = [Case, Message, Text];
}

/// <summary>A text that a brand's people judged under one label.</summary>
internal sealed record LearntSample
{
    /// <summary>Of <c>learning_samples</c>, in the order that reads best.</summary>
    public const string Columns = "sample_id, brand_id, label, deserves, text, folded, fingerprint, source, case_id, message_id, added_by, added_at, removal_id";

    public required Guid SampleId { get; init; }
    public required Guid BrandId { get; init; }

    /// <summary>One of <see cref="Classification.Label.All"/>.</summary>
    public required string Label { get; init; }

    /// <summary>Whether the text is what the label says.</summary>
    public required bool Deserves { get; init; }
    public required string Text { get; init; }

    /// <summary>The text as it was folded when it was added: what makes two samples one.</summary>
    public required string Folded { get; init; }

    /// <summary>Nearly the same for texts that are nearly the same; null: too short to tell.</summary>
    public long? Fingerprint { get; init; }

    /// <summary>See <see cref="SampleSource"/>.</summary>
    public required string Source { get; init; }
    public Guid? CaseId { get; init; }
    public Guid? MessageId { get; init; }
    public required string AddedBy { get; init; }
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>What took it away; null: it stands.</summary>
    public Guid? RemovalId { get; init; }

    /// <summary>As training takes it.</summary>
    public Sample Judged(int kin) => new(Text, Label, Deserves, kin);
}

/// <summary>A text that somebody wants to be learnt.</summary>
internal sealed record SampleDraft(string Text, string Label, bool Deserves, Guid? MessageId, Guid? CaseId, string Source);
