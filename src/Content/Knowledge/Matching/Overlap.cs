namespace Steward.Content.Knowledge.Matching;

/// <summary>What two texts have in common.</summary>
internal static class Overlap
{
    /// <summary>Whether a sorted list holds something.</summary>
    public static bool Has<T>(T[] sorted, T one)
        where T : IComparable<T> => Array.BinarySearch(sorted, one) >= 0;

    /// <summary>How many members two sorted lists share.</summary>
    public static int Of<T>(ReadOnlySpan<T> one, ReadOnlySpan<T> other)
        where T : IComparable<T>
    {
        var (count, at) = (0, 0);
        foreach (var member in one)
        {
            while (at < other.Length && other[at].CompareTo(member) < 0) { at++; }

            if (at == other.Length) { break; }

            if (other[at].CompareTo(member) == 0) { count++; }
        }

        return count;
    }

    /// <summary>The longest common subsequence and the longest common run.</summary>
    public static (int Subsequence, int Run) InOrder(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        Span<ushort> longest = stackalloc ushort[other.Length + 1], runs = stackalloc ushort[other.Length + 1];
        longest.Clear();
        runs.Clear();
        ushort best = 0;
        foreach (var letter in one)
        {
            ushort before = 0, runBefore = 0;
            for (var at = 1; at <= other.Length; at++)
            {
                var (above, runAbove) = (longest[at], runs[at]);
                var same = letter == other[at - 1];
                longest[at] = same ? (ushort)(before + 1) : Math.Max(above, longest[at - 1]);
                runs[at] = same ? (ushort)(runBefore + 1) : (ushort)0;
                best = Math.Max(best, runs[at]);
                (before, runBefore) = (above, runAbove);
            }
        }

        return (longest[other.Length], best);
    }

    /// <summary>How many characters both have, as often as both have them, in whatever order.</summary>
    public static int AnyOrder(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        Span<bool> taken = stackalloc bool[other.Length];
        taken.Clear();
        var count = 0;
        foreach (var letter in one)
        {
            for (var at = 0; at < other.Length; at++)
            {
                if (taken[at] || other[at] != letter) { continue; }

                taken[at] = true;
                count++;
                break;
            }
        }

        return count;
    }
}
