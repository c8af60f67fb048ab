using Steward.Moderation.Normalisation;

namespace Steward.Moderation.Rules;

/// <summary>What a rule found in a message.</summary>
/// <param name="Level">The level that wrote the rule, and with <paramref name="Version"/> the very wording.</param>
/// <param name="Stage">Terms 0, links 1, all else 2, the model 3: of equally grave findings those of an earlier stage are named.</param>
/// <param name="Order">Place of the rule in the effective set.</param>
/// <param name="Start">Where it begins in the text, in UTF-16 units.</param>
/// <param name="SharpenedBy">The newcomer rule that made it weigh more; null: none.</param>
internal readonly record struct Finding(string RuleId, string OffenceClass, Severity Severity, RuleLevel Level, int Version, int Stage, int Order, int Start, int Length, string? SharpenedBy = null)
{
    /// <summary>The word of the rule that was found, as its author wrote it; null where the rule has none.</summary>
    public string? Term { get; init; }

    /// <summary>How the word was hidden; none: it stands there as it is.</summary>
    public Evasions HiddenBy { get; init; }

    /// <summary>What the model says, where it was the model that found it.</summary>
    public ModelVerdict? Model { get; init; }

    public static Finding Of(EffectiveRule rule, int order, int stage, Place place) =>
        new(rule.Rule.RuleId, rule.Rule.OffenceClass, rule.Rule.Severity, rule.Level, rule.Version, stage, order, place.Start, place.Length);

    /// <summary>Whether this one is named before another: the graver, then the earlier stage, the leftmost, the longest, the first rule's.</summary>
    public bool Precedes(in Finding other) =>
        (-(int)Severity, Stage, Start, -Length, Order).CompareTo((-(int)other.Severity, other.Stage, other.Start, -other.Length, other.Order)) < 0;
}
