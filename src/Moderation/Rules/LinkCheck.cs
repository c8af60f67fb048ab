using Steward.Moderation.Rules.Kinds;

namespace Steward.Moderation.Rules;

/// <summary>All link rules that hold, judging links together: what one allows no other forbids. Immutable.</summary>
internal sealed class LinkCheck
{
    private readonly (EffectiveRule Rule, int Order, DomainList Blocked, bool BlockUnlisted)[] _links;
    private readonly DomainList _allowed;
    private readonly LinkFinder _finder;

    public LinkCheck(IEnumerable<(EffectiveRule Rule, int Order)> holding)
    {
        _links = [.. from one in holding let link = one.Rule.Rule as LinkRule where link is not null select (one.Rule, one.Order, new DomainList(link.BlockedDomains), link.BlockUnlisted)];
        _allowed = new DomainList(_links.SelectMany(link => ((LinkRule)link.Rule.Rule).AllowedDomains));
        _finder = new LinkFinder(_links.SelectMany(link => link.Blocked.TopLevels).Concat(_allowed.TopLevels));
    }

    public void Find(ReadOnlySpan<char> text, Scratch scratch)
    {
        if (_links.Length == 0) { return; }

        var from = 0;
        while (_finder.TryNext(text, ref from, out var host))
        {
            var (start, length) = host.GetOffsetAndLength(text.Length);
            AddRulesAgainst(text.Slice(start, length), new Place(start, length), scratch);
        }
    }

    private void AddRulesAgainst(ReadOnlySpan<char> typed, Place place, Scratch scratch)
    {
        // A host that is too long or that IDNA refuses is on nobody's list.
        Span<char> folded = stackalloc char[Domain.Longest];
        var host = HostFolding.Spell(typed, folded);
        if (_allowed.Covers(host)) { return; }

        // A rule that lists the host is named before one that forbids whatever is not listed.
        for (var listed = true; ; listed = false)
        {
            foreach (var (rule, order, blocked, blockUnlisted) in _links)
            {
                if (listed ? blocked.Covers(host) : blockUnlisted)
                {
                    scratch.Add(Finding.Of(rule, order, 1, place));
                    return;
                }
            }

            if (!listed) { return; }
        }
    }
}
