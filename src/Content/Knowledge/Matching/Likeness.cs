namespace Steward.Content.Knowledge.Matching;

/// <summary>How alike two questions are by themselves, without a base that says which words tell apart: the share of what their words say in the language at large that both say, 0 to 1. What only holds a sentence together does not count.</summary>
internal static class Likeness
{
    /// <summary>What shares less has another subject.</summary>
    public const double Least = 0.6;

    /// <summary>The likeness; 0 when they ask for different things, such as how and how much.</summary>
    public static double Of(Wording one, Wording other)
    {
        if (one.Bare == other.Bare) { return 1; }

        if (one.Asks != other.Asks && one.Asks != 0 && other.Asks != 0) { return 0; }

        var (ours, ourWhole) = Shared(one, other);
        var (theirs, theirWhole) = Shared(other, one);
        return ourWhole + theirWhole > 0 ? (ours + theirs) / (ourWhole + theirWhole) : 0;
    }

    /// <summary>By what a question is found among others: its words that count, and their meanings.</summary>
    public static IEnumerable<ulong> Keys(Wording wording) => wording.Words.Where(Counts).SelectMany(word => word.Meanings.Select(meaning => (ulong)meaning).Append(word.Hash)).Distinct();

    private static (double Shared, double Whole) Shared(Wording one, Wording other)
    {
        var (shared, whole) = (0.0, 0.0);
        foreach (var word in one.Words.Where(Counts))
        {
            whole += word.Weight;
            if (Overlap.Has(other.Hashes, word.Hash) || word.Meanings.Any(meaning => Overlap.Has(other.Meanings, meaning))) { shared += word.Weight; }
        }

        return (shared, whole);
    }

    private static bool Counts(Word word) => word.Kind is not (WordKind.Frame or WordKind.Asking);
}
