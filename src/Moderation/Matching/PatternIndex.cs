using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Steward.Moderation.Matching;

/// <summary>
/// Finds every one of many patterns in a run of symbols, in one pass. Each pattern is found by one window of 2 to 4 symbols, the one that is thought to be the rarest
/// (<see cref="PatternAnchors"/>); <see cref="WindowGate"/> passes over the places where none stands, and what remains is compared. No place costs more than a bounded
/// number of comparisons, however much the patterns resemble each other. Immutable.
/// </summary>
internal sealed class PatternIndex
{
    private readonly WindowGate _gate;
    private readonly PatternPool _pool;
    private readonly int[] _bucketStarts;
    private readonly Anchor[] _anchors;
    private readonly CrowdedPatterns _crowded;
    private readonly char[] _singles;
    private readonly int[] _singlePatterns;

    /// <summary>Builds the index.</summary>
    /// <param name="patterns">Different from each other, of 1 to 64 symbols, none of them 0.</param>
    public PatternIndex(IReadOnlyList<string> patterns)
    {
        _gate = new WindowGate(patterns.Count);
        _pool = new PatternPool(patterns);
        _crowded = new CrowdedPatterns(_pool);
        (_bucketStarts, _anchors) = PatternAnchors.Choose(patterns, _gate, _crowded);
        (_singles, _singlePatterns) = Singles(patterns);
        foreach (var symbol in _singles) { _gate.Admit(symbol); }
    }

    /// <summary>How many anchors the fullest bucket has: what a place can cost. Crowds cost the length of the longest pattern besides.</summary>
    public int MostAtAPlace => _bucketStarts.Zip(_bucketStarts.Skip(1), (start, end) => end - start).Max();

    /// <summary>Collects the patterns whose windows stand at some of the places; the pattern may begin before and end behind them.</summary>
    /// <param name="symbols">Has <see cref="WindowGate.Beyond"/> places behind the last symbol, the first <see cref="WindowGate.ZerosBeyond"/> of them 0.</param>
    /// <param name="length">How many symbols there are.</param>
    /// <param name="found">Gets pattern, start and length, in no particular order.</param>
    public void Scan(char[] symbols, int length, int from, int to, List<TermHit> found)
    {
        if (symbols.Length < length + WindowGate.Beyond) { throw new ArgumentException("The symbols have no room behind them.", nameof(symbols)); }

        ref var first = ref MemoryMarshal.GetArrayDataReference(symbols);
        for (var at = from; at < to; at += WindowGate.Places)
        {
            var passed = _gate.Candidates(in Unsafe.Add(ref first, at), Math.Min(WindowGate.Places, to - at));
            for (; passed != 0; passed &= passed - 1)
            {
                var place = at + BitOperations.TrailingZeroCount(passed);
                Look(symbols.AsSpan(0, length), place, WindowGate.WindowAt(in Unsafe.Add(ref first, place)), found);
            }
        }
    }

    private void Look(ReadOnlySpan<char> symbols, int at, ulong window, List<TermHit> found)
    {
        var bucket = _gate.BucketOf(window);
        foreach (ref readonly var anchor in _anchors.AsSpan(_bucketStarts[bucket].._bucketStarts[bucket + 1]))
        {
            if (!anchor.StandsIn(window)) { continue; }

            if (anchor.IsCrowd)
            {
                _crowded.Look(symbols, at, anchor.Pattern, found);
                continue;
            }

            var start = at - anchor.Offset;
            if (start >= 0 && start + anchor.Length <= symbols.Length && _pool[anchor.Pattern].SequenceEqual(symbols.Slice(start, anchor.Length)))
            {
                found.Add(new TermHit(anchor.Pattern, start, anchor.Length));
            }
        }

        if (_singles.Length > 0 && Array.BinarySearch(_singles, (char)window) is >= 0 and var single) { found.Add(new TermHit(_singlePatterns[single], at, 1)); }
    }

    private static (char[] Symbols, int[] Patterns) Singles(IReadOnlyList<string> patterns)
    {
        int[] numbers = [.. Enumerable.Range(0, patterns.Count).Where(pattern => patterns[pattern].Length == 1).OrderBy(pattern => patterns[pattern][0])];
        return ([.. numbers.Select(pattern => patterns[pattern][0])], numbers);
    }
}
