using Steward.Moderation.Rules.Kinds;

namespace Steward.Moderation.Rules;

/// <summary>Finds everything that is wrong with a rule set at once, so that its author mends it in one go.</summary>
internal static class RuleSetCheck
{
    public const int LongestRuleId = 64;
    public const int MostRules = 5_000;
    public const int MostTerms = 200_000;
    public const int MostDomains = 100_000;

    /// <summary>As many rules compare each message with others or with a pattern; each costs time at every message.</summary>
    public const int MostPatterns = 500;

    public static IReadOnlyList<RuleError> ErrorsOf(RuleSet rules)
    {
        var errors = new List<RuleError>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < rules.Rules.Count; i++)
        {
            var rule = rules.Rules[i];
            var check = new RuleCheck($"rules[{i}]", errors);
            CheckId(rule.RuleId, known, check);
            CheckClass(rule.OffenceClass, rule.ClassMayBeEmpty, check);
            rule.Check(check);
        }

        CheckLinks(rules, errors);
        CheckOverrides(rules, errors);
        CheckTotals(rules, errors);
        return errors;
    }

    private static void CheckId(string ruleId, HashSet<string> known, RuleCheck check)
    {
        if (ruleId.Length is 0 or > LongestRuleId || !ruleId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            check.Error("rule_id", $"must have 1 to {LongestRuleId} of a-z, A-Z, 0-9, '-', '_', '.'");
        }
        else if (!known.Add(ruleId))
        {
            check.Error("rule_id", $"'{ruleId}' occurs twice");
        }
    }

    private static void CheckClass(string offenceClass, bool mayBeEmpty, RuleCheck check)
    {
        if (!(mayBeEmpty && offenceClass.Length == 0) && !OffenceClass.All.Contains(offenceClass)) { check.Error("offence_class", $"must be one of {OffenceClass.Names}"); }
    }

    private static void CheckLinks(RuleSet rules, List<RuleError> errors)
    {
        var allowed = new DomainList(rules.Rules.OfType<LinkRule>().SelectMany(rule => rule.AllowedDomains));
        for (var i = 0; i < rules.Rules.Count; i++)
        {
            if (rules.Rules[i] is not LinkRule link) { continue; }

            for (var at = 0; at < link.BlockedDomains.Count; at++)
            {
                if (Domain.Normalise(link.BlockedDomains[at]) is { } domain && allowed.Covers(domain)) { errors.Add(new($"rules[{i}].blocked_domains[{at}]", $"'{domain}' is allowed by this set, so blocking it has no effect")); }
            }
        }
    }

    private static void CheckOverrides(RuleSet rules, List<RuleError> errors)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < rules.Overrides.Count; i++)
        {
            var change = rules.Overrides[i];
            var check = new RuleCheck($"overrides[{i}]", errors);
            CheckId(change.RuleId, known, check);
            if (change.OffenceClass is not null) { CheckClass(change.OffenceClass, false, check); }

            if (change is { Disabled: false, OffenceClass: null, Severity: null }) { check.Error("disabled", "must be true, or offence_class or severity be given: this changes nothing"); }
        }
    }

    private static void CheckTotals(RuleSet rules, List<RuleError> errors)
    {
        AtMost("rules", rules.Rules.Count, "rules", MostRules, errors);
        AtMost("overrides", rules.Overrides.Count, "changes", MostRules, errors);
        AtMost("rules", TermsOf(rules), "terms", MostTerms, errors);
        AtMost("rules", rules.Rules.OfType<LinkRule>().Sum(rule => rule.BlockedDomains.Count + rule.AllowedDomains.Count), "domains", MostDomains, errors);
        AtMost("rules", rules.Rules.Count(rule => rule is not (KeywordRule or LinkRule)), "rules other than words and links", MostPatterns, errors);
    }

    public static int TermsOf(RuleSet rules) => rules.Rules.OfType<ITermRule>().Sum(rule => rule.Terms.Count);

    private static void AtMost(string field, int count, string what, int most, List<RuleError> errors)
    {
        if (count > most) { errors.Add(new(field, $"hold {count} {what}; {most} are the most")); }
    }
}
