namespace Steward.Moderation.Rules;

/// <summary>What a rule found in a text.</summary>
/// <param name="Start">Where it begins in the text, in UTF-16 units.</param>
internal readonly record struct Finding(string RuleId, string OffenceClass, int Start, int Length);

/// <summary>A rule set made ready for screening. Immutable: lanes share one, and a publish replaces it as a whole.</summary>
internal sealed class CompiledRules
{
    public static readonly CompiledRules None = Compile(0, RuleSet.Empty);

    private readonly TermIndex _terms;
    private readonly KeywordRule[] _ruleOfTerm;
    private readonly (LinkRule Rule, DomainList Blocked)[] _links;
    private readonly DomainList _allowed;
    private readonly LinkFinder _finder;

    private CompiledRules(int version, RuleSet rules)
    {
        Version = version;
        _terms = new TermIndex([.. rules.Keywords.SelectMany(rule => rule.Terms)]);
        _ruleOfTerm = [.. rules.Keywords.SelectMany(rule => rule.Terms.Select(_ => rule))];
        _links = [.. rules.Links.Select(rule => (rule, new DomainList(rule.BlockedDomains)))];
        _allowed = new DomainList(rules.Links.SelectMany(rule => rule.AllowedDomains));
        _finder = new LinkFinder(_links.SelectMany(link => link.Blocked.All).Concat(_allowed.All).Select(domain => domain[(domain.LastIndexOf('.') + 1)..]));
    }

    /// <summary>Which version of the brand's rules this is; 0 is the absence of rules.</summary>
    public int Version { get; }

    public static CompiledRules Compile(int version, RuleSet rules) => new(version, rules);

    /// <summary>The first thing in a text that breaks a rule: keywords before links, then the leftmost, then the longest. Null, without allocating, when there is none.</summary>
    public Finding? Find(ReadOnlySpan<char> text)
    {
        if (_terms.TryFind(text, 0, out var hit))
        {
            var rule = _ruleOfTerm[hit.Term];
            return new Finding(rule.RuleId, rule.OffenceClass, hit.Start, hit.Length);
        }

        return _links.Length == 0 ? null : FindLink(text);
    }

    private Finding? FindLink(ReadOnlySpan<char> text)
    {
        var from = 0;
        while (_finder.TryNext(text, ref from, out var place))
        {
            var (start, length) = place.GetOffsetAndLength(text.Length);
            if (RuleAgainst(text.Slice(start, length)) is { } rule) { return new Finding(rule.RuleId, rule.OffenceClass, start, length); }
        }

        return null;
    }

    private LinkRule? RuleAgainst(ReadOnlySpan<char> typed)
    {
        // A host that is too long or that IDNA refuses is on nobody's list.
        Span<char> folded = stackalloc char[Domain.Longest];
        ReadOnlySpan<char> host = typed.Length <= Domain.Longest ? Spell(typed, folded) : default;
        if (_allowed.Covers(host)) { return null; }

        LinkRule? unlisted = null;
        foreach (var (rule, blocked) in _links)
        {
            if (blocked.Covers(host)) { return rule; }

            if (rule.BlockUnlisted) { unlisted ??= rule; }
        }

        return unlisted;
    }

    private static ReadOnlySpan<char> Spell(ReadOnlySpan<char> typed, Span<char> folded)
    {
        var latin = true;
        for (var i = 0; i < typed.Length; i++)
        {
            var c = Folding.Of(typed[i]);
            folded[i] = c is '。' or '｡' ? '.' : c;
            latin &= folded[i] < 0x80;
        }

        return latin ? folded[..typed.Length] : Domain.ToAscii(folded[..typed.Length].ToString());
    }
}
