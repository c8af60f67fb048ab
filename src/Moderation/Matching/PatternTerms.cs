using System.Runtime.InteropServices;

namespace Steward.Moderation.Matching;

/// <summary>The different texts of terms, and whose terms each of them is.</summary>
internal sealed class PatternTerms
{
    private readonly int[] _starts;
    private readonly int[] _terms;

    private PatternTerms(List<string> patterns, List<(int Pattern, int Number)> owners)
    {
        _starts = new int[patterns.Count + 1];
        foreach (var (pattern, _) in owners) { _starts[pattern + 1]++; }

        for (var pattern = 0; pattern < patterns.Count; pattern++) { _starts[pattern + 1] += _starts[pattern]; }

        var next = _starts.ToArray();
        _terms = new int[owners.Count];
        foreach (var (pattern, number) in owners) { _terms[next[pattern]++] = number; }

        Index = new PatternIndex(patterns);
    }

    public PatternIndex Index { get; }

    /// <summary>Collects the texts; null when there are none.</summary>
    /// <param name="texts">Numbers and texts, by number; a term may have several texts.</param>
    public static PatternTerms? Of(IEnumerable<(int Number, string Text)> texts)
    {
        var (patterns, patternOf) = (new List<string>(), new Dictionary<string, int>(StringComparer.Ordinal));
        var owners = new List<(int Pattern, int Number)>();
        foreach (var (number, text) in texts)
        {
            ref var pattern = ref CollectionsMarshal.GetValueRefOrAddDefault(patternOf, text, out var exists);
            if (!exists)
            {
                pattern = patterns.Count;
                patterns.Add(text);
            }

            owners.Add((pattern, number));
        }

        return patterns.Count == 0 ? null : new PatternTerms(patterns, owners);
    }

    /// <summary>Numbers of the terms that are a pattern, in their order.</summary>
    public ReadOnlySpan<int> TermsOf(int pattern) => _terms.AsSpan(_starts[pattern].._starts[pattern + 1]);
}
