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

    /// <summary>Terms that are found among all symbols; null when there are none.</summary>
    private readonly PatternTerms? _plain;

    /// <summary>Terms that are found among the symbols that are no insertions; null when there are none.</summary>
    private readonly PatternTerms? _skipping;

    private readonly int _reach;

    /// <summary>Builds a matcher of words without options, folded as all rules are.</summary>
    public TermMatcher(IEnumerable<string> words)
        : this([.. words.Select(word => new Term(word))], SymbolTable.OfRules)
    {
    }

    /// <summary>Builds a matcher of terms as people write them. A term of which nothing is left when it is folded is never found.</summary>
    public TermMatcher(IReadOnlyList<Term> terms, SymbolTable table)
        : this(terms, [.. terms.Select(term => table.Fold(term.Text))], [.. terms.Select(term => Squeezed(term, table))], table)
    {
    }

    private TermMatcher(IReadOnlyList<Term> terms, string[] folded, string[] squeezed, SymbolTable table)
    {
        for (var number = 0; number < terms.Count; number++) { Check(terms[number], number, folded[number]); }

        _table = table;
        _judge = new TermJudge(terms, table);

        // Of terms that are alike in all but their number the first is reported.
        var known = new HashSet<(string Text, Term Options)>(terms.Count);
        int[] numbers = [.. Enumerable.Range(0, terms.Count).Where(number => folded[number].Length > 0 && known.Add((folded[number], terms[number] with { Text = "" })))];
        _plain = PatternTerms.Of(numbers.SelectMany(number => Plain(folded[number], squeezed[number]).Select(text => (number, text))));
        _skipping = PatternTerms.Of(numbers.Where(number => IsSkipping(squeezed[number])).Select(number => (number, squeezed[number])));
        _reach = terms.Count == 0 ? 0 : terms.Max(term => (1 + term.MostSkipped) * LongestTerm);
    }

    /// <summary>Builds a matcher for <see cref="FindIn"/>: the texts of the terms are symbols already, sound classes for instance.</summary>
    public static TermMatcher OfSymbols(IReadOnlyList<Term> terms, SymbolTable table) =>
        new(terms, [.. terms.Select(term => term.Text)], [.. terms.Select(_ => "")], table);

    /// <summary>The leftmost hit at or after a place, of those that begin there the longest, of equal ones the first term's, placed in the text. What is before the place is not looked at.</summary>
    public bool TryFind(ReadOnlySpan<char> text, int from, out TermHit hit)
    {
        var matches = Matches.OfThread;
        Find(text[from..], Reporting.LeftmostLongest, matches, most: 1);
        hit = default;
        if (matches.Hits is not [var first, ..]) { return false; }

        var (start, length) = matches.InText(first);
        hit = new TermHit(first.Term, from + start, length);
        return true;
    }

    /// <summary>Finds terms in a text.</summary>
    /// <param name="matches">Gets the hits; what it held is gone.</param>
    /// <param name="most">How many hits are wanted: with the last of them the scan ends and <see cref="Matches.Full"/> is set.</param>
    public void Find(ReadOnlySpan<char> text, Reporting reporting, Matches matches, int most = int.MaxValue)
    {
        matches.Begin(text.Length, _skipping is not null, _judge.Groups);
        var count = _plain is null ? 0 : Ended(matches.Symbols, _table.Fold(text, matches.Symbols));
        var squeezed = _skipping is null ? 0 : Ended(matches.Squeezed, _table.Squeeze(text, matches.Squeezed));
        var (length, located) = (Math.Max(count, squeezed), false);
        for (var from = 0; from < length; from += Part)
        {
            var to = Math.Min(length, from + Part);
            if (_plain is not null && from < count)
            {
                _plain.Index.Scan(matches.Symbols, count, from, Math.Min(count, to), matches.Found);
                if (matches.Found.Count > 0) { HearPlain(matches, count); }
            }

            // What was squeezed is shorter, so its scan is never behind the other one.
            if (from < squeezed)
            {
                _skipping!.Index.Scan(matches.Squeezed, squeezed, from, Math.Min(squeezed, to), matches.Found);
                if (matches.Found.Count > 0)
                {
                    if (!located) { matches.LocateSqueezed(_table, text); }

                    if (!located && _plain is null) { count = Ended(matches.Symbols, _table.Fold(text, matches.Symbols)); }

                    located = true;
                    HearSqueezed(matches, count);
                }
            }

            if (!_judge.Settle(matches, to == length ? text.Length : to - _reach, reporting, most)) { break; }
        }

        if (matches.Hits.Length > 0 && count != text.Length) { matches.Locate(_table, text); }
    }

    /// <summary>Finds terms in a stream of symbols that somebody else made from a text. Hits are places in the stream.</summary>
    /// <param name="symbols">No term contains the symbol 0: it may separate what must not be read together.</param>
    /// <param name="skippedBefore">For each symbol how many meaningless ones were left out before it; empty when none were.</param>
    /// <param name="matches">Gets the hits; what it held is gone.</param>
    /// <param name="most">How many hits are wanted, as in <see cref="Find"/>.</param>
    public void FindIn(ReadOnlySpan<char> symbols, ReadOnlySpan<byte> skippedBefore, Reporting reporting, Matches matches, int most = int.MaxValue)
    {
        if (_skipping is not null) { throw new InvalidOperationException("The terms of this matcher are no symbols."); }

        if (!skippedBefore.IsEmpty && skippedBefore.Length != symbols.Length) { throw new ArgumentException("A number for each symbol, or none, is wanted.", nameof(skippedBefore)); }

        matches.Begin(symbols.Length, squeezes: false, _judge.Groups);
        if (_plain is null) { return; }

        symbols.CopyTo(matches.Symbols);
        var count = Ended(matches.Symbols, symbols.Length);
        for (var from = 0; from < count; from += Part)
        {
            var to = Math.Min(count, from + Part);
            _plain.Index.Scan(matches.Symbols, count, from, to, matches.Found);
            foreach (var pattern in matches.Found)
            {
                var skipped = 0;
                if (!skippedBefore.IsEmpty)
                {
                    foreach (var before in skippedBefore[(pattern.Start + 1)..pattern.End]) { skipped = Math.Max(skipped, before); }
                }

                _judge.Hear(_plain.TermsOf(pattern.Term), pattern, skipped, symbols, matches);
            }

            matches.Found.Clear();
            if (!_judge.Settle(matches, to == count ? count : to - _reach, reporting, most)) { break; }
        }
    }

    private void HearPlain(Matches matches, int count)
    {
        foreach (var pattern in matches.Found) { _judge.Hear(_plain!.TermsOf(pattern.Term), pattern, 0, matches.Symbols.AsSpan(0, count), matches); }

        matches.Found.Clear();
    }

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

    /// <summary>Pictures are pairs of surrogates, which are skipped; rare ideographs are pairs too: a term that contains one is found as it stands only.</summary>
    private static string Squeezed(Term term, SymbolTable table) => term.MostSkipped == 0 || table.Fold(term.Text).Any(char.IsSurrogate) ? "" : table.Squeeze(term.Text);

    private static bool IsSkipping(string squeezed) => squeezed.Length > 1;

    /// <summary>As which texts a term is looked for among all symbols: none when it is found without insertions just as well. The insertions that it contains itself may be missing where others may be put in.</summary>
    private static IEnumerable<string> Plain(string folded, string squeezed)
    {
        if (squeezed != folded || !IsSkipping(squeezed)) { yield return folded; }

        if (squeezed.Length == 1 && squeezed != folded) { yield return squeezed; }
    }

    private static void Check(Term term, int number, string folded)
    {
        if (folded.Length > LongestTerm) { throw new ArgumentException($"Term {number} has {folded.Length} symbols; {LongestTerm} are possible."); }

        if (folded.Contains('\0', StringComparison.Ordinal)) { throw new ArgumentException($"Term {number} contains the symbol 0, which is none."); }

        if (term.MostSkipped is < 0 or > MostSkipped) { throw new ArgumentException($"Term {number} lets {term.MostSkipped} symbols be skipped; 0 to {MostSkipped} are possible."); }
    }
}
