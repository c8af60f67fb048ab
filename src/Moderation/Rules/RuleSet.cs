namespace Steward.Moderation.Rules;

/// <summary>What one level (agency, brand, group pack) forbids, and how it changes what it inherits. Order matters: of two rules that match the same words, the first one is named.</summary>
internal sealed record RuleSet
{
    public static readonly RuleSet Empty = new();

    public IReadOnlyList<Rule> Rules { get; init; } = [];

    /// <summary>Changes of inherited rules; at most one for a rule.</summary>
    public IReadOnlyList<RuleOverride> Overrides { get; init; } = [];
}

/// <summary>How a lower level changes a rule that it inherits.</summary>
internal sealed record RuleOverride
{
    public required string RuleId { get; init; }

    /// <summary>The rule does not hold here.</summary>
    public bool Disabled { get; init; }

    /// <summary>Another class; null leaves it.</summary>
    public string? OffenceClass { get; init; }

    /// <summary>Another severity; null leaves it.</summary>
    public Severity? Severity { get; init; }
}

/// <summary>The levels that rules come from, higher ones first.</summary>
internal enum RuleLevel
{
    Agency,
    Brand,
    Pack,
}

/// <summary>One level's rules as of a version; 0 where the level has none.</summary>
internal sealed record RuleLayer(RuleLevel Level, int Version, RuleSet Rules);
