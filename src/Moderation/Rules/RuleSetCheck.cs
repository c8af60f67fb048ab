namespace Steward.Moderation.Rules;

/// <summary>One thing that is wrong with a rule set.</summary>
/// <param name="Field">Path in the request's spelling: <c>rules.keywords[2].terms[0]</c>.</param>
/// <param name="Message">What to mend.</param>
internal sealed record RuleError(string Field, string Message);

/// <summary>Finds everything that is wrong with a rule set at once, so that its author mends it in one go.</summary>
internal static class RuleSetCheck
{
    public const int LongestRuleId = 64;
    public const int MostTerms = 100_000;
    public const int MostDomains = 100_000;

    public static IReadOnlyList<RuleError> ErrorsOf(RuleSet rules)
    {
        var errors = new List<RuleError>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < rules.Keywords.Count; i++)
        {
            var field = $"rules.keywords[{i}]";
            CheckRule(rules.Keywords[i].RuleId, rules.Keywords[i].OffenceClass, field, known, errors);
            CheckTerms(rules.Keywords[i].Terms, field, errors);
        }

        var allowed = new DomainList(rules.Links.SelectMany(rule => rule.AllowedDomains));
        for (var i = 0; i < rules.Links.Count; i++)
        {
            var field = $"rules.links[{i}]";
            CheckRule(rules.Links[i].RuleId, rules.Links[i].OffenceClass, field, known, errors);
            CheckLinks(rules.Links[i], allowed, field, errors);
        }

        CheckTotals(rules, errors);
        return errors;
    }

    private static void CheckRule(string ruleId, string offenceClass, string field, HashSet<string> known, List<RuleError> errors)
    {
        if (ruleId.Length is 0 or > LongestRuleId || !ruleId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            errors.Add(new($"{field}.rule_id", $"must have 1 to {LongestRuleId} of a-z, A-Z, 0-9, '-', '_', '.'"));
        }
        else if (!known.Add(ruleId))
        {
            errors.Add(new($"{field}.rule_id", $"'{ruleId}' occurs twice"));
        }

        if (!OffenceClass.All.Contains(offenceClass)) { errors.Add(new($"{field}.offence_class", $"must be one of {OffenceClass.Names}")); }
    }

    private static void CheckTerms(IReadOnlyList<string> terms, string field, List<RuleError> errors)
    {
        if (terms.Count == 0) { errors.Add(new($"{field}.terms", "must not be empty")); }

        for (var i = 0; i < terms.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(terms[i])) { errors.Add(new($"{field}.terms[{i}]", "is empty")); }
            else if (terms[i].Length > TermIndex.LongestTerm) { errors.Add(new($"{field}.terms[{i}]", $"has {terms[i].Length} characters; {TermIndex.LongestTerm} are the most")); }
            else if (terms[i].Any(char.IsControl)) { errors.Add(new($"{field}.terms[{i}]", "holds a control character")); }
        }
    }

    private static void CheckLinks(LinkRule rule, DomainList allowed, string field, List<RuleError> errors)
    {
        if (rule is { BlockedDomains.Count: 0, BlockUnlisted: false, AllowedDomains.Count: 0 }) { errors.Add(new($"{field}.blocked_domains", "must not be empty unless block_unlisted is set or domains are allowed")); }

        for (var i = 0; i < rule.BlockedDomains.Count; i++)
        {
            if (Domain.Normalise(rule.BlockedDomains[i]) is not { } domain) { errors.Add(new($"{field}.blocked_domains[{i}]", NotADomain(rule.BlockedDomains[i]))); }
            else if (allowed.Covers(domain)) { errors.Add(new($"{field}.blocked_domains[{i}]", $"'{domain}' is allowed by this set, so blocking it has no effect")); }
        }

        for (var i = 0; i < rule.AllowedDomains.Count; i++)
        {
            if (Domain.Normalise(rule.AllowedDomains[i]) is null) { errors.Add(new($"{field}.allowed_domains[{i}]", NotADomain(rule.AllowedDomains[i]))); }
        }
    }

    private static void CheckTotals(RuleSet rules, List<RuleError> errors)
    {
        var terms = rules.Keywords.Sum(rule => rule.Terms.Count);
        if (terms > MostTerms) { errors.Add(new("rules.keywords", $"hold {terms} terms; {MostTerms} are the most")); }

        var domains = rules.Links.Sum(rule => rule.BlockedDomains.Count + rule.AllowedDomains.Count);
        if (domains > MostDomains) { errors.Add(new("rules.links", $"hold {domains} domains; {MostDomains} are the most")); }
    }

    private static string NotADomain(string given) => $"'{(given.Length > 80 ? given[..80] : given)}' is not a domain name such as example.com (no scheme, path or wildcard)";
}
