namespace Steward.Moderation.Rules;

/// <summary>What a brand forbids. Order matters: of two rules that match the same words, the first one is named.</summary>
internal sealed record RuleSet(IReadOnlyList<KeywordRule> Keywords, IReadOnlyList<LinkRule> Links)
{
    public static readonly RuleSet Empty = new([], []);
}

/// <summary>Words that no member may write.</summary>
/// <param name="Terms">1 to 64 characters each; case and width do not matter.</param>
internal sealed record KeywordRule(string RuleId, string OffenceClass, IReadOnlyList<string> Terms);

/// <summary>Links that no member may post. A domain covers its subdomains.</summary>
/// <param name="BlockedDomains">Always an offence.</param>
/// <param name="AllowedDomains">Never an offence, by any link rule of the set.</param>
/// <param name="BlockUnlisted">Whether any other link is an offence.</param>
internal sealed record LinkRule(string RuleId, string OffenceClass, IReadOnlyList<string> BlockedDomains, IReadOnlyList<string> AllowedDomains, bool BlockUnlisted);

/// <summary>A version of a brand's rules.</summary>
internal sealed record PublishedRuleSet(int Version, RuleSet Rules, DateTimeOffset PublishedAt, string PublishedBy);
