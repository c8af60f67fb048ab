using Steward.Moderation.Matching;

namespace Steward.Moderation.Normalisation;

/// <summary>A term that may be hidden.</summary>
/// <param name="Means">By which means it counts as hidden.</param>
/// <param name="Except">Phrases in which it is meant well, however they are written.</param>
internal sealed record HideableTerm(string Text, Evasions Means, IReadOnlyList<string> Except)
{
    public HideableTerm(string text, Evasions means)
        : this(text, means, [])
    {
    }
}

/// <summary>A term that hides in a text.</summary>
/// <param name="Term">Number of the term, as given to the matcher.</param>
/// <param name="Start">Place in the text as it was written, in UTF-16 units.</param>
internal readonly record struct HiddenTerm(int Term, int Start, int Length, Evasions Means);

/// <summary>Finds terms that are hidden by the means allowed for each. Immutable; threads share it, each with a text and matches of its own.</summary>
internal sealed class VariantMatcher
{
    /// <summary>How many signs, spaces and pictures may stand between two characters of a term.</summary>
    public const int MostSkipped = 6;

    private readonly (int Term, VariantTerm Form)[][] _forms;
    private readonly Evasions[] _means;
    private readonly TermMatcher _matcher;

    /// <param name="terms">Terms of one character are found when they are taken apart, not by their sound.</param>
    public VariantMatcher(IReadOnlyList<HideableTerm> terms)
    {
        _means = [.. terms.Select(term => term.Means)];
        var reader = new VariantTermReader();

        // Terms that sound alike are looked for as one, but what one of them excludes is its own affair.
        _forms = [.. terms.SelectMany((term, number) => term.Means == Evasions.None ? [] : FormsOf(reader, term.Text).Select(form => (Number: number, Form: form)))
            .GroupBy(one => (one.Form.Symbols, Group: GroupOf(terms, one.Number)))
            .Select(group => group.ToArray())];
        var phrases = terms.SelectMany((term, number) => term.Except.SelectMany(phrase => FormsOf(reader, phrase)).Select(form => new Term(form.Symbols, number, Allowed: true, MostSkipped: MostSkipped)));
        _matcher = TermMatcher.OfSymbols([.. _forms.Select(forms => new Term(forms[0].Form.Symbols, GroupOf(terms, forms[0].Term), MostSkipped: MostSkipped)), .. phrases], SymbolTable.OfRules);
    }

    /// <summary>Whether none of the terms can be hidden: there is nothing to look for.</summary>
    public bool IsEmpty => _forms.Length == 0;

    /// <summary>Finds what is hidden in a text, by place. What stands in it as it is is not reported.</summary>
    /// <param name="found">Gets what was found, nothing else.</param>
    /// <param name="most">How many are wanted.</param>
    public void Find(HeardText text, Matches matches, List<HiddenTerm> found, int most = 100)
    {
        found.Clear();
        var view = text.View;
        _matcher.FindIn(view.Symbols, view.SkippedBefore, Reporting.Every, matches);
        foreach (var hit in matches.Hits)
        {
            foreach (var (term, form) in _forms[hit.Term])
            {
                if (form.Explain(view, hit.Start) is not { } means || means == Evasions.None || (means & ~_means[term]) != 0) { continue; }

                var (start, length) = view.Place(hit.Start, hit.Length);
                (start, length) = text.Folded.Place(start, length);

                // A sentence that can be read in two ways may tell the same twice.
                if (IsKnown(found, term, start)) { continue; }

                found.Add(new HiddenTerm(term, start, length, means));
                if (found.Count == most) { return; }
            }
        }
    }

    private static int GroupOf(IReadOnlyList<HideableTerm> terms, int number) => terms[number].Except.Count == 0 ? Term.EveryGroup : number;

    private static IEnumerable<VariantTerm> FormsOf(VariantTermReader reader, string text) => reader.Read(text).Where(form => form.Symbols.Length <= TermMatcher.LongestTerm);

    private static bool IsKnown(List<HiddenTerm> found, int term, int start)
    {
        foreach (var one in found)
        {
            if (one.Term == term && one.Start == start) { return true; }
        }

        return false;
    }
}
