using Steward.Moderation.Matching;
using Term = Steward.Moderation.Rules.Kinds.Term;

namespace Steward.Moderation.Rules;

/// <summary>
/// The terms of one or more levels' rules in one matcher, made once and shared by all sets that hold these levels (a brand's groups with and without packs).
/// The matcher knows the terms, what may stand between their characters and the phrases in which they are meant well; the rest is asked here, of hits only. Immutable.
/// </summary>
internal sealed class TermLayer
{
    private readonly Owner[] _owners;
    private readonly TermMatcher _terms;

    public TermLayer(IReadOnlyList<RuleLayer> levels)
    {
        _owners =
        [
            .. from level in levels
               from rule in level.Rules.Rules
               where rule is ITermRule
               from term in ((ITermRule)rule).Terms
               select new Owner(level.Level, rule.RuleId, term),
        ];

        // A group of its own for each: terms that fold alike are found each for itself, and what one of them excludes is its own affair.
        _terms = new TermMatcher(
            [
                .. _owners.Select((owner, number) => new Matching.Term(owner.Term.Text, Group: number, MostSkipped: owner.Term.Skip)),
                .. _owners.SelectMany((owner, number) => owner.Term.Exclude.Select(phrase => new Matching.Term(phrase, Group: number, Allowed: true, MostSkipped: owner.Term.Skip))),
            ],
            SymbolTable.OfRules);
        Levels = levels;
    }

    public IReadOnlyList<RuleLayer> Levels { get; }

    public int Terms => _owners.Length;

    /// <summary>Adds what is found in a text, as the rules that hold say.</summary>
    /// <param name="holding">The rules of the set by who wrote them.</param>
    public void Find(ReadOnlySpan<char> text, Dictionary<(RuleLevel Level, string RuleId), (EffectiveRule Rule, int Order)> holding, Scratch scratch)
    {
        _terms.Find(text, Reporting.Every, scratch.Matches);
        foreach (var hit in scratch.Matches.Hits)
        {
            var owner = _owners[hit.Term];
            if (!holding.TryGetValue((owner.Level, owner.RuleId), out var found)) { continue; }

            var (start, length) = scratch.Matches.InText(hit);
            var place = new Place(start, length);
            if (owner.Term.IsPlain || owner.Term.Means(text, place)) { scratch.Add(Finding.Of(found.Rule, found.Order, 0, place)); }
        }
    }

    /// <summary>A term of a rule.</summary>
    private sealed record Owner(RuleLevel Level, string RuleId, Term Term);
}
