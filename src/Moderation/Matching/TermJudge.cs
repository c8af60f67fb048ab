using System.Runtime.InteropServices;

namespace Steward.Moderation.Matching;

/// <summary>Decides which of the patterns that were seen are hits: by the options of their terms, by the phrases that allow them, and by what is to be reported. Immutable.</summary>
internal sealed class TermJudge
{
    private const int NoGroup = 0;
    private static readonly Comparison<TermHit> ByPlace = static (one, other) =>
        one.Start != other.Start ? one.Start.CompareTo(other.Start)
        : one.Length != other.Length ? other.Length.CompareTo(one.Length)
        : one.Term.CompareTo(other.Term);

    private readonly SymbolTable _table;
    private readonly Options[] _options;

    public TermJudge(IReadOnlyList<Term> terms, SymbolTable table)
    {
        _table = table;
        var groups = new Dictionary<int, int> { [Term.EveryGroup] = NoGroup };
        foreach (var term in terms.Where(term => term.Allowed)) { groups.TryAdd(term.Group, groups.Count); }

        _options = [.. terms.Select(term => new Options(groups.GetValueOrDefault(term.Group, NoGroup), (byte)term.MostSkipped, term.Allowed, term.WholeWord))];
        Groups = groups.Count;
    }

    /// <summary>How many groups have allowed phrases, and the one of all groups.</summary>
    public int Groups { get; }

    /// <summary>Takes a pattern that stands at a place as hits of its terms.</summary>
    /// <param name="place">Where, in symbols of the text.</param>
    /// <param name="skipped">How many symbols were skipped between two of its neighbours, at most.</param>
    public void Hear(ReadOnlySpan<int> terms, TermHit place, int skipped, ReadOnlySpan<char> symbols, Matches matches)
    {
        foreach (var term in terms)
        {
            ref readonly var options = ref _options[term];
            if (skipped > options.MostSkipped || (options.WholeWord && !IsWhole(symbols, place))) { continue; }

            (options.Allowed ? matches.Allowed : matches.Pending).Add(place with { Term = options.Allowed ? options.Group : term });
        }
    }

    /// <summary>Decides about the hits that begin at a place or before it: nothing that is still to come can change them.</summary>
    /// <param name="most">How many hits are wanted at most.</param>
    /// <returns>Whether more are wanted.</returns>
    public bool Settle(Matches matches, int last, Reporting reporting, int most)
    {
        var pending = matches.Pending;
        if (pending.Count == 0) { return true; }

        if (pending.Count > 1) { pending.Sort(ByPlace); }

        if (matches.Allowed.Count > 1) { matches.Allowed.Sort(ByPlace); }

        var (at, allowed) = (0, 0);
        for (; at < pending.Count && pending[at].Start <= last; at++)
        {
            var hit = pending[at];
            if (at > 0 && hit == pending[at - 1]) { continue; }

            for (; allowed < matches.Allowed.Count && matches.Allowed[allowed].Start <= hit.Start; allowed++)
            {
                var phrase = matches.Allowed[allowed];
                matches.Allow(phrase.Term, phrase.End);
            }

            if (Math.Max(matches.AllowedTo(NoGroup), matches.AllowedTo(_options[hit.Term].Group)) >= hit.End) { continue; }

            if (reporting is Reporting.LeftmostLongest && matches.Hits is [.., var before] && before.End > hit.Start) { continue; }

            matches.Accept(hit);
            if (matches.Hits.Length == most)
            {
                matches.StopFull();
                return false;
            }
        }

        pending.RemoveRange(0, at);
        matches.Allowed.RemoveRange(0, allowed);
        return true;
    }

    private bool IsWhole(ReadOnlySpan<char> symbols, TermHit hit) =>
        !(hit.Start > 0 && _table.IsWord(symbols[hit.Start - 1]) && _table.IsWord(symbols[hit.Start]))
        && !(hit.End < symbols.Length && _table.IsWord(symbols[hit.End]) && _table.IsWord(symbols[hit.End - 1]));

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Options(int Group, byte MostSkipped, bool Allowed, bool WholeWord);
}
