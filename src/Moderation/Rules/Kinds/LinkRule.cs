namespace Steward.Moderation.Rules.Kinds;

/// <summary>Links that no member may post. A domain covers its subdomains. All link rules of a set judge a link together (<see cref="LinkCheck"/>).</summary>
internal sealed record LinkRule : Rule
{
    public const string Kind = "link";

    public override string KindName => Kind;

    /// <summary>Always an offence.</summary>
    public IReadOnlyList<string> BlockedDomains { get; init; } = [];

    /// <summary>Never an offence, by any link rule that holds.</summary>
    public IReadOnlyList<string> AllowedDomains { get; init; } = [];

    /// <summary>Whether any other link is an offence.</summary>
    public bool BlockUnlisted { get; init; }

    public override void Check(RuleCheck check)
    {
        if (this is { BlockedDomains.Count: 0, BlockUnlisted: false, AllowedDomains.Count: 0 }) { check.Error("blocked_domains", "must not be empty unless block_unlisted is set or domains are allowed"); }

        for (var i = 0; i < BlockedDomains.Count; i++) { check.DomainName($"blocked_domains[{i}]", BlockedDomains[i]); }

        for (var i = 0; i < AllowedDomains.Count; i++) { check.DomainName($"allowed_domains[{i}]", AllowedDomains[i]); }
    }
}
