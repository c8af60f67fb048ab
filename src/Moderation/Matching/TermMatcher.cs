namespace Steward.Moderation.Matching;

/// <summary>
/// All terms of a rule set, found in one pass over a message, folding included. Immutable: its owner replaces it as a whole, and any number of threads may scan with it, each with
/// <see cref="Matches"/> of its own; with those in hand a scan allocates nothing. Time is linear in the message and does not depend on how much the terms resemble each other.
/// </summary>
internal sealed class TermMatcher
{
    /// <summary>Symbols of the longest term.</summary>
    public const int LongestTerm = 64;

    /// <summary>The largest <see cref="Term.MostSkipped"/>.</summary>
    public const int MostSkipped = 16;

    /// <summary>Symbols scanned before what was found is settled: no message, however long, piles up more than a part's hits.</summary>
    private const int Part = 4096;

    private readonly SymbolTable _table;
    private readonly TermJudge _judge;
    private readonly PatternTerms _exact;
    private readonly PatternTerms? _skipping;
    private readonly int _reach;

    /// <summary>Builds a matcher of terms as people write them.</summary>
    public TermMatcher(IReadOnlyList<Term> terms, SymbolTable table)
        : this(terms, [.. terms.Select(term => table.Fold(term.Text))], [.. terms.Select(term => term.MostSkipped > 0 ? table.Squeeze(term.Text) : "")], table)
    {
    }

    private TermMatcher(IReadOnlyList<Term> terms, string[] folded, string[] squeezed, SymbolTable table)
    {
        for (var number = 0; number < terms.Count; number++) { Check(terms[number], number, folded[number]); }

        _table = table;
        _judge = new TermJudge(terms, table);

        // Of terms that are alike in all but their number the first is reported.
        var known = new HashSet<(string Text, Term Options)>(terms.Count);
        int[] numbers = [.. Enumerable.Range(0, terms.Count).Where(number => known.Add((folded[number], terms[number] with { Text = "" })))];
        _exact = new PatternTerms(numbers.SelectMany(number => Texts(folded[number], squeezed[number]).Select(text => (number, text))));
        if (squeezed.Any(text => text.Length > 1)) { _skipping = new PatternTerms(numbers.Select(number => (number, squeezed[number])).Where(one => one.Item2.Length > 1)); }

        _reach = terms.Count == 0 ? 0 : terms.Max(term => (1 + term.MostSkipped) * LongestTerm);
    }

    /// <summary>Builds a matcher for <see cref="FindIn"/>: the texts of the terms are symbols already, sound classes for instance.</summary>
    public static TermMatcher OfSymbols(IReadOnlyList<Term> terms, SymbolTable table) =>
        new(terms, [.. terms.Select(term => term.Text)], [.. terms.Select(_ => "")], table);

    /// <summary>The leftmost hit, of those that begin there the longest, of equal ones the first term's, placed in the text. Allocates nothing but a thread's first memory.</summary>
    public bool TryFirst(ReadOnlySpan<char> text, out TermHit hit)
    {
        var matches = Matches.OfThread;
        Find(text, Reporting.LeftmostLongest, matches, most: 1);
        hit = default;
        if (matches.Hits is not [var first, ..]) { return false; }

        var (start, length) = matches.InText(first);
        hit = new TermHit(first.Term, start, length);
        return true;
    }

    /// <summary>Finds terms in a text.</summary>
    /// <param name="matches">Gets the hits; what it held is gone.</param>
    /// <param name="most">How many hits are wanted: with the last of them the scan ends and <see cref="Matches.Full"/> is set.</param>
    public void Find(ReadOnlySpan<char> text, Reporting reporting, Matches matches, int most = int.MaxValue)
    {
        matches.Begin(text.Length, _skipping is not null, _judge.Groups);
        var count = Ended(matches.Symbols, _table.Fold(text, matches.Symbols));
        var squeezed = 0;
        if (_skipping is not null)
        {
            squeezed = Ended(matches.Squeezed, _table.Squeeze(text, matches.Squeezed));
            if (squeezed == count) { squeezed = 0; }
        }

        var located = false;
        for (var from = 0; from < count; from += Part)
        {
            var to = Math.Min(count, from + Part);
            _exact.Index.Scan(matches.Symbols, count, from, to, matches.Found);
            if (matches.Found.Count > 0) { HearExact(matches, count); }

            // What was squeezed is shorter, so its scan is never behind the other one.
            if (from < squeezed)
            {
                _skipping!.Index.Scan(matches.Squeezed, squeezed, from, Math.Min(squeezed, to), matches.Found);
                if (matches.Found.Count > 0)
                {
                    if (!located) { matches.LocateSqueezed(_table, text); }

                    located = true;
                    HearSqueezed(matches, count);
                }
            }

            if (!_judge.Settle(matches, to == count ? count : to - _reach, reporting, most)) { break; }
        }

        if (count != text.Length && matches.Hits.Length > 0) { matches.Locate(_table, text); }
    }

    /// <summary>Finds terms in a stream of symbols that somebody else made from a text. Hits are places in the stream.</summary>
    /// <param name="symbols">No term contains the symbol 0: it may separate what must not be read together.</param>
    /// <param name="skippedBefore">For each symbol how many meaningless ones were left out before it; empty when none were.</param>
    /// <param name="matches">Gets the hits; what it held is gone.</param>
    /// <param name="most">How many hits are wanted, as in <see cref="Find"/>.</param>
    public void FindIn(ReadOnlySpan<char> symbols, ReadOnlySpan<byte> skippedBefore, Reporting reporting, Matches matches, int most = int.MaxValue)
    {
        if (!skippedBefore.IsEmpty && skippedBefore.Length != symbols.Length) { throw new ArgumentException("A number for each symbol, or none, is wanted.", nameof(skippedBefore)); }

        matches.Begin(symbols.Length, squeezes: false, _judge.Groups);
        symbols.CopyTo(matches.Symbols);
        var count = Ended(matches.Symbols, symbols.Length);
        for (var from = 0; from < count; from += Part)
        {
            var to = Math.Min(count, from + Part);
            _exact.Index.Scan(matches.Symbols, count, from, to, matches.Found);
            foreach (var pattern in matches.Found)
            {
                var skipped = 0;
                if (!skippedBefore.IsEmpty)
                {
                    foreach (var before in skippedBefore[(pattern.Start + 1)..pattern.End]) { skipped = Math.Max(skipped, before); }
                }

                _judge.Hear(_exact.TermsOf(pattern.Term), pattern, skipped, symbols, matches);
            }

            matches.Found.Clear();
            if (!_judge.Settle(matches, to == count ? count : to - _reach, reporting, most)) { break; }
        }
    }

    private void HearExact(Matches matches, int count)
    {
        foreach (var pattern in matches.Found) { _judge.Hear(_exact.TermsOf(pattern.Term), pattern, 0, matches.Symbols.AsSpan(0, count), matches); }

        matches.Found.Clear();
    }

    /// <summary>What is found with nothing skipped is a hit that the exact scan has found too; hits that are told twice count once.</summary>
    private void HearSqueezed(Matches matches, int count)
    {
        foreach (var pattern in matches.Found)
        {
            var places = matches.SqueezedPlaces.AsSpan(pattern.Start, pattern.Length);
            var skipped = 0;
            for (var at = 1; at < places.Length; at++) { skipped = Math.Max(skipped, places[at] - places[at - 1] - 1); }

            _judge.Hear(_skipping!.TermsOf(pattern.Term), new TermHit(0, places[0], places[^1] + 1 - places[0]), skipped, matches.Symbols.AsSpan(0, count), matches);
        }

        matches.Found.Clear();
    }

    private static int Ended(char[] symbols, int count)
    {
        symbols.AsSpan(count, WindowGate.ZerosBeyond).Clear();
        return count;
    }

    /// <summary>Insertions that a term itself contains, a space for instance, may be missing where others may be put in.</summary>
    private static IEnumerable<string> Texts(string folded, string squeezed) => squeezed.Length == 0 || squeezed == folded ? [folded] : [folded, squeezed];

    private static void Check(Term term, int number, string folded)
    {
        if (folded.Length is 0 or > LongestTerm) { throw new ArgumentException($"Term {number} has {folded.Length} symbols; 1 to {LongestTerm} are possible."); }

        if (folded.Contains('\0', StringComparison.Ordinal)) { throw new ArgumentException($"Term {number} contains the symbol 0, which is none."); }

        if (term.MostSkipped is < 0 or > MostSkipped) { throw new ArgumentException($"Term {number} lets {term.MostSkipped} symbols be skipped; 0 to {MostSkipped} are possible."); }
    }
}
