using System.Text.Json;
using System.Text.Json.Serialization;
using Steward.Moderation.Normalisation;
using Steward.Moderation.Rules;

namespace Steward.Moderation.Screening;

/// <summary>A finding as an offence keeps it, in <c>offences.reasons</c>. What an older version did not write is empty.</summary>
internal sealed record StoredReason
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private static readonly Evasions[] Means = [.. Enum.GetValues<Evasions>().Where(means => means is not Evasions.None and not Evasions.Any)];

    public string RuleId { get; init; } = string.Empty;
    public string Level { get; init; } = string.Empty;
    public int Version { get; init; }

    /// <summary>The pack that wrote the rule; null where it was no pack, or before packs were kept.</summary>
    public Guid? Pack { get; init; }
    public string OffenceClass { get; init; } = string.Empty;
    public string Severity { get; init; } = string.Empty;

    /// <summary>Place in the text, in UTF-16 units.</summary>
    public int Start { get; init; }
    public int Length { get; init; }

    /// <summary>The newcomer rule that made it weigh more.</summary>
    public string? SharpenedBy { get; init; }

    /// <summary>The word of the rule, as its author wrote it.</summary>
    public string? Term { get; init; }

    /// <summary>How the word was hidden: inserted, same_sound, split, latin, sign, figure; null where it was not.</summary>
    public IReadOnlyList<string>? HiddenBy { get; init; }

    /// <summary>What the model says, where it was the model that found it.</summary>
    public StoredModelVerdict? Model { get; init; }

    /// <param name="pack">The pack of the message's group; all zeros where it has none.</param>
    public static string Write(IReadOnlyList<Finding> findings, Guid pack) => JsonSerializer.Serialize(findings.Select(finding => Of(finding, pack)), Json);

    public static IReadOnlyList<StoredReason> Read(string stored) => JsonSerializer.Deserialize<IReadOnlyList<StoredReason>>(stored, Json) ?? [];

    private static StoredReason Of(Finding finding, Guid pack) => new()
    {
        RuleId = finding.RuleId,
        Level = EffectiveRules.NameOf(finding.Level),
        Version = finding.Version,
        Pack = finding.Level == RuleLevel.Pack ? pack : null,
        OffenceClass = finding.OffenceClass,
        Severity = SeverityName.Of(finding.Severity),
        Start = finding.Start,
        Length = finding.Length,
        SharpenedBy = finding.SharpenedBy,
        Term = finding.Term,
        HiddenBy = finding.HiddenBy == Evasions.None ? null : [.. Means.Where(means => finding.HiddenBy.HasFlag(means)).Select(means => JsonNamingPolicy.SnakeCaseLower.ConvertName(means.ToString()))],
        Model = finding.Model is { } model ? new StoredModelVerdict(model.Label, model.Probability, model.Version, [.. model.Pieces.Select(piece => new StoredPiece(piece.Start, piece.Length, piece.Weight))]) : null,
    };
}

/// <summary>A model's verdict as an offence keeps it.</summary>
/// <param name="Version">Of the model.</param>
/// <param name="Pieces">What weighed most, the heaviest first.</param>
internal sealed record StoredModelVerdict(string Label, float Probability, string Version, IReadOnlyList<StoredPiece> Pieces);

/// <summary>A piece of the text and what it adds to the score.</summary>
internal readonly record struct StoredPiece(int Start, int Length, float Weight);
