using Steward.Moderation.Matching;
using Steward.Moderation.Normalisation;
using Steward.Moderation.Rules.Kinds;
using Term = Steward.Moderation.Rules.Kinds.Term;

namespace Steward.Moderation.Rules;

/// <summary>
/// The terms of one or more levels' rules in one matcher, made once and shared by all sets that hold these levels (a brand's groups with and without packs); in a second one those that may be hidden.
/// The matchers know the terms, what may stand between their characters and the phrases in which they are meant well; the rest is asked here, of hits only. Immutable.
/// </summary>
internal sealed class TermLayer
{
    private readonly Owner[] _owners;
    private readonly TermMatcher _terms;

    /// <summary>The same terms as they sound; null where none may be hidden.</summary>
    private readonly VariantMatcher? _hidden;

    public TermLayer(IReadOnlyList<RuleLayer> levels)
    {
        _owners =
        [
            .. from level in levels
               from rule in level.Rules.Rules
               where rule is ITermRule
               from term in ((ITermRule)rule).Terms
               select new Owner(level.Level, rule.RuleId, term, MayHide: rule is KeywordRule && term.Variants),
        ];

        // A group of its own for each: terms that fold alike are found each for itself, and what one of them excludes is its own affair.
        _terms = new TermMatcher(
            [
                .. _owners.Select((owner, number) => new Matching.Term(owner.Term.Text, Group: number, MostSkipped: owner.Term.Skip)),
                .. _owners.SelectMany((owner, number) => owner.Term.Exclude.Select(phrase => new Matching.Term(phrase, Group: number, Allowed: true, MostSkipped: owner.Term.Skip))),
            ],
            SymbolTable.OfRules);
        _hidden = _owners.Any(owner => owner.MayHide) ? new VariantMatcher([.. _owners.Select(owner => new HideableTerm(owner.Term.Text, owner.MayHide ? Evasions.Any : Evasions.None, owner.Term.Exclude))]) : null;
        if (_hidden is { IsEmpty: true }) { _hidden = null; }

        Levels = levels;
    }

    public IReadOnlyList<RuleLayer> Levels { get; }

    public int Terms => _owners.Length;

    /// <summary>Adds what is found in a text, as the rules that hold say.</summary>
    /// <param name="holding">The rules of the set by who wrote them.</param>
    public void Find(string text, Dictionary<(RuleLevel Level, string RuleId), (EffectiveRule Rule, int Order)> holding, Scratch scratch)
    {
        _terms.Find(text, Reporting.Every, scratch.Matches);
        foreach (var hit in scratch.Matches.Hits)
        {
            var (start, length) = scratch.Matches.InText(hit);
            Add(text, _owners[hit.Term], new Place(start, length), Evasions.None, holding, scratch);
        }

        if (_hidden is null) { return; }

        _hidden.Find(scratch.Heard(text), scratch.Matches, scratch.Hidden, Scratch.MostFindings);
        foreach (var hidden in scratch.Hidden)
        {
            // How many signs may stand between the characters of a word that is not hidden otherwise is what `skip` says.
            if (hidden.Means != Evasions.Inserted) { Add(text, _owners[hidden.Term], new Place(hidden.Start, hidden.Length), hidden.Means, holding, scratch); }
        }
    }

    private static void Add(string text, Owner owner, Place place, Evasions means, Dictionary<(RuleLevel Level, string RuleId), (EffectiveRule Rule, int Order)> holding, Scratch scratch)
    {
        if (!holding.TryGetValue((owner.Level, owner.RuleId), out var found)) { return; }

        if (owner.Term.IsPlain || owner.Term.Means(text, place)) { scratch.Add(Finding.Of(found.Rule, found.Order, 0, place) with { Term = owner.Term.Text, HiddenBy = means }); }
    }

    /// <summary>A term of a rule.</summary>
    private sealed record Owner(RuleLevel Level, string RuleId, Term Term, bool MayHide);
}
