using Steward.Moderation.Matching;

namespace Steward.Moderation.Normalisation;

/// <summary>A term that hides in a text.</summary>
/// <param name="Term">Number of the term, as given to the matcher.</param>
/// <param name="Start">Place in the text as it was written, in UTF-16 units.</param>
internal readonly record struct HiddenTerm(int Term, int Start, int Length, Evasions Means);

/// <summary>Finds terms that are hidden by the means allowed for each. Immutable; threads share it, each with a view and matches of its own.</summary>
internal sealed class VariantMatcher
{
    /// <summary>How many signs, spaces and pictures may stand between two characters of a term.</summary>
    public const int MostSkipped = 6;

    private static readonly SymbolTable Table = new(FoldTable.Table);

    private readonly (int Term, VariantTerm Form)[][] _forms;
    private readonly Evasions[] _means;
    private readonly TermMatcher _matcher;

    /// <param name="terms">The terms, and by which means each counts as hidden. Terms of one character are found when they are taken apart, not by their sound.</param>
    public VariantMatcher(IReadOnlyList<(string Text, Evasions Means)> terms)
    {
        _means = [.. terms.Select(term => term.Means)];
        _forms = [.. terms.SelectMany((term, number) => VariantTerm.Of(term.Text).Select(form => (number, form)))
            .Where(one => one.form.Symbols.Length <= TermMatcher.LongestTerm && _means[one.number] != Evasions.None)
            .GroupBy(one => one.form.Symbols, StringComparer.Ordinal)
            .Select(group => group.ToArray())];
        _matcher = TermMatcher.OfSymbols([.. _forms.Select(forms => new Term(forms[0].Form.Symbols, MostSkipped: MostSkipped))], Table);
    }

    /// <summary>Finds what is hidden in a text, by place. What stands in it as it is is not reported.</summary>
    /// <param name="view">Is read into; its buffers grow with the longest text.</param>
    /// <param name="found">Gets what was found, nothing else.</param>
    /// <param name="most">How many are wanted.</param>
    public void Find(FoldedText text, VariantView view, Matches matches, List<HiddenTerm> found, int most = 100)
    {
        found.Clear();
        view.Read(text.Chars);
        _matcher.FindIn(view.Symbols, view.SkippedBefore, Reporting.Every, matches);
        foreach (var hit in matches.Hits)
        {
            foreach (var (term, form) in _forms[hit.Term])
            {
                if (form.Explain(view, hit.Start) is not { } means || means == Evasions.None || (means & ~_means[term]) != 0) { continue; }

                var (start, length) = view.Place(hit.Start, hit.Length);
                (start, length) = text.Place(start, length);

                // A sentence that can be read in two ways may tell the same twice.
                if (found.Exists(one => one.Term == term && one.Start == start)) { continue; }

                found.Add(new HiddenTerm(term, start, length, means));
                if (found.Count == most) { return; }
            }
        }
    }
}
