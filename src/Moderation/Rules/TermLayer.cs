using Steward.Moderation.Rules.Kinds;

namespace Steward.Moderation.Rules;

/// <summary>
/// The terms of one or more levels' rules in one automaton, made once and shared by all sets that hold these levels (a brand's groups with and without packs).
/// Terms in, hits with offsets out: nothing else is asked of the matcher, so that it can be another one. Immutable.
/// </summary>
internal sealed class TermLayer
{
    private readonly Owner[][] _owners;
    private readonly TermIndex _plain;
    private readonly Owner[][] _spacedOwners;
    private readonly TermIndex? _spaced;

    public TermLayer(IReadOnlyList<RuleLayer> levels)
    {
        var (plain, spaced) = (new Collected(), new Collected());
        foreach (var level in levels)
        {
            foreach (var rule in level.Rules.Rules.OfType<ITermRule>().Cast<Rule>())
            {
                foreach (var term in ((ITermRule)rule).Terms) { (term.Skip > 0 ? spaced : plain).Add(new Owner(level.Level, rule.RuleId, term)); }
            }
        }

        (Levels, _owners, _plain) = (levels, plain.Owners, new TermIndex(plain.Texts));
        (_spacedOwners, _spaced) = (spaced.Owners, spaced.Texts.Count == 0 ? null : new TermIndex(spaced.Texts));
        Terms = plain.Count + spaced.Count;
    }

    public IReadOnlyList<RuleLayer> Levels { get; }

    public int Terms { get; }

    /// <summary>Adds what is found in a text, as the rules that hold say.</summary>
    /// <param name="holding">The rules of the set by who wrote them.</param>
    public void Find(ReadOnlySpan<char> text, Dictionary<(RuleLevel Level, string RuleId), (EffectiveRule Rule, int Order)> holding, Scratch scratch)
    {
        scratch.Hits.Clear();
        _plain.Collect(text, scratch.Hits);
        foreach (var hit in scratch.Hits) { Add(text, _owners[hit.Term], new Place(hit.Start, hit.Length), 0, holding, scratch); }

        if (_spaced is null) { return; }

        scratch.Letters.Read(text);
        scratch.Hits.Clear();
        _spaced.Collect(scratch.Letters.Text, scratch.Hits);
        foreach (var hit in scratch.Hits)
        {
            var (place, gap) = scratch.Letters.InText(hit.Start, hit.Length);
            Add(text, _spacedOwners[hit.Term], place, gap, holding, scratch);
        }
    }

    private static void Add(ReadOnlySpan<char> text, Owner[] owners, Place place, int gap, Dictionary<(RuleLevel, string), (EffectiveRule Rule, int Order)> holding, Scratch scratch)
    {
        foreach (var owner in owners)
        {
            if (gap <= owner.Term.Skip && holding.TryGetValue((owner.Level, owner.RuleId), out var found) && (owner.Term.IsPlain || owner.Term.Means(text, place)))
            {
                scratch.Add(Finding.Of(found.Rule, found.Order, 0, place));
            }
        }
    }

    /// <summary>A term of a rule.</summary>
    private sealed record Owner(RuleLevel Level, string RuleId, Term Term);

    /// <summary>Terms that fold alike are one text to the matcher, with several owners.</summary>
    private sealed class Collected
    {
        private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
        private readonly List<List<Owner>> _owners = [];

        public List<string> Texts { get; } = [];

        public int Count { get; private set; }

        public Owner[][] Owners => [.. _owners.Select(owners => owners.ToArray())];

        public void Add(Owner owner)
        {
            var folded = Folding.Of(owner.Term.Text);
            if (!_numbers.TryGetValue(folded, out var number))
            {
                _numbers[folded] = number = Texts.Count;
                Texts.Add(folded);
                _owners.Add([]);
            }

            _owners[number].Add(owner);
            Count++;
        }
    }
}
