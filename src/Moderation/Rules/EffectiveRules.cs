namespace Steward.Moderation.Rules;

/// <summary>A rule as it holds at the lowest level, and where that comes from.</summary>
/// <param name="Rule">With the class and severity that hold here.</param>
/// <param name="Level">The level that wrote it.</param>
/// <param name="Version">The version of that level's set.</param>
/// <param name="Holds">False when a lower level disabled or replaced it.</param>
/// <param name="Changes">What lower levels made of it, in words: <c>brand v3: severity act → review</c>.</param>
internal sealed record EffectiveRule(Rule Rule, RuleLevel Level, int Version, bool Holds, IReadOnlyList<string> Changes);

/// <summary>What holds for a group: every level's rules, as lower levels changed them. Pure, and explained.</summary>
internal sealed record EffectiveRules(IReadOnlyList<RuleLayer> Layers, IReadOnlyList<EffectiveRule> Rules, IReadOnlyList<string> Idle)
{
    /// <summary>
    /// Puts the levels on each other, the highest first. A level adds its rules, and changes or disables inherited ones by id; a rule with an inherited id replaces that one.
    /// What names no inherited rule changes nothing and is told in <see cref="Idle"/>: a higher level may have dropped the rule since.
    /// </summary>
    public static EffectiveRules Of(params IReadOnlyList<RuleLayer> layers)
    {
        var rules = new List<EffectiveRule>();
        var idle = new List<string>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            var name = NameOf(layer);
            foreach (var change in layer.Rules.Overrides)
            {
                if (places.TryGetValue(change.RuleId, out var at)) { rules[at] = Changed(rules[at], change, name); }
                else { idle.Add($"{name} changes {change.RuleId}, which it does not inherit"); }
            }

            foreach (var rule in layer.Rules.Rules)
            {
                if (places.TryGetValue(rule.RuleId, out var at)) { rules[at] = rules[at] with { Holds = false, Changes = [.. rules[at].Changes, $"{name}: replaced"] }; }

                places[rule.RuleId] = rules.Count;
                rules.Add(new EffectiveRule(rule, layer.Level, layer.Version, true, []));
            }
        }

        return new EffectiveRules(layers, rules, idle);
    }

    public static string NameOf(RuleLevel level) => level switch { RuleLevel.Agency => "agency", RuleLevel.Brand => "brand", _ => "pack" };

    private static string NameOf(RuleLayer layer) => $"{NameOf(layer.Level)} v{layer.Version}";

    private static EffectiveRule Changed(EffectiveRule rule, RuleOverride change, string by)
    {
        var told = new List<string>(rule.Changes);
        var changed = rule.Rule;
        if (change.OffenceClass is { } offenceClass && offenceClass != changed.OffenceClass)
        {
            told.Add($"{by}: class {changed.OffenceClass} → {offenceClass}");
            changed = changed with { OffenceClass = offenceClass };
        }

        if (change.Severity is { } severity && severity != changed.Severity)
        {
            told.Add($"{by}: severity {SeverityName.Of(changed.Severity)} → {SeverityName.Of(severity)}");
            changed = changed with { Severity = severity };
        }

        if (change.Disabled) { told.Add($"{by}: disabled"); }

        return rule with { Rule = changed, Holds = !change.Disabled, Changes = told };
    }
}
