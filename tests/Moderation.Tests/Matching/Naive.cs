using Steward.Moderation.Matching;

namespace Steward.Moderation.Tests.Matching;

/// <summary>What a matcher must find, by comparing every term with every place.</summary>
internal static class Naive
{
    /// <summary>Hits placed in symbols of the text.</summary>
    public static List<TermHit> Find(IReadOnlyList<Term> terms, SymbolTable table, string text, Reporting reporting)
    {
        var symbols = table.Fold(text);
        var places = new int[text.Length];
        table.PlacesOfSqueezed(text, places);
        var (hits, phrases) = (new List<TermHit>(), new List<TermHit>());
        var known = new HashSet<(string, Term)>();
        for (var number = 0; number < terms.Count; number++)
        {
            var term = terms[number];
            var (folded, squeezed) = (table.Fold(term.Text), term.MostSkipped > 0 && !term.Text.Any(char.IsSurrogate) ? table.Squeeze(term.Text) : "");
            if (!known.Add((folded, term with { Text = "" }))) { continue; }

            List<TermHit> found = [.. Places(symbols, folded).Select(start => new TermHit(number, start, folded.Length))];
            if (squeezed.Length > 0)
            {
                found.AddRange(
                    from start in Places(table.Squeeze(text), squeezed)
                    where Enumerable.Range(1, squeezed.Length - 1).All(at => places[start + at] - places[start + at - 1] - 1 <= term.MostSkipped)
                    select new TermHit(number, places[start], places[start + squeezed.Length - 1] + 1 - places[start]));
            }

            (term.Allowed ? phrases : hits).AddRange(found.Distinct().Where(hit => !term.WholeWord || IsWhole(symbols, hit, table)));
        }

        var clear = hits.Where(hit => !phrases.Any(phrase =>
            (terms[phrase.Term].Group == Term.EveryGroup || terms[phrase.Term].Group == terms[hit.Term].Group) && phrase.Start <= hit.Start && phrase.End >= hit.End));
        List<TermHit> every = [.. clear.OrderBy(hit => hit.Start).ThenByDescending(hit => hit.Length).ThenBy(hit => hit.Term)];
        if (reporting is Reporting.Every) { return every; }

        var (longest, end) = (new List<TermHit>(), 0);
        foreach (var hit in every.Where(hit => hit.Start >= end))
        {
            if (hit.Start < end) { continue; }

            longest.Add(hit);
            end = hit.End;
        }

        return longest;
    }

    private static IEnumerable<int> Places(string text, string part) =>
        Enumerable.Range(0, Math.Max(0, text.Length - part.Length + 1)).Where(start => string.CompareOrdinal(text, start, part, 0, part.Length) == 0);

    private static bool IsWhole(string symbols, TermHit hit, SymbolTable table) => !IsInWord(symbols, hit.Start, table) && !IsInWord(symbols, hit.End, table);

    private static bool IsInWord(string symbols, int at, SymbolTable table) => at > 0 && at < symbols.Length && table.IsWord(symbols[at - 1]) && table.IsWord(symbols[at]);
}
