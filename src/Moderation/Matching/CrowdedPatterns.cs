using System.Numerics;

namespace Steward.Moderation.Matching;

/// <summary>
/// Patterns that resemble each other so much that no window tells them apart. Those that begin alike are a crowd: at a place where the crowd's window stands, the
/// hashes of its lengths are looked up, which is 64 steps at most however many patterns there are.
/// </summary>
internal sealed class CrowdedPatterns(PatternPool pool)
{
    private const uint Factor = 0x85EBCA6B;
    private readonly Dictionary<ulong, int> _crowdOfWindow = [];
    private readonly List<ulong> _lengths = [];
    private readonly List<int> _members = [];
    private int[] _slots = new int[16];

    /// <summary>Puts a pattern to those that begin with the same window.</summary>
    /// <returns>Number of the crowd, and whether the pattern is its first.</returns>
    public (int Crowd, bool IsNew) Add(int pattern, ulong window)
    {
        var isNew = !_crowdOfWindow.TryGetValue(window, out var crowd);
        if (isNew)
        {
            _crowdOfWindow[window] = crowd = _lengths.Count;
            _lengths.Add(0);
        }

        _lengths[crowd] |= 1UL << (pool[pattern].Length - 1);
        _members.Add(pattern);
        if (_members.Count * 2 > _slots.Length)
        {
            _slots = new int[_slots.Length * 2];
            foreach (var member in _members) { Insert(member); }
        }
        else
        {
            Insert(pattern);
        }

        return (crowd, isNew);
    }

    /// <summary>Collects the patterns of a crowd that stand at a place.</summary>
    public void Look(ReadOnlySpan<char> symbols, int at, int crowd, List<TermHit> found)
    {
        var rest = symbols[at..];
        var lengths = _lengths[crowd];
        uint hash = 0;
        for (var length = 1; lengths != 0 && length <= rest.Length; length++, lengths >>= 1)
        {
            hash = Step(hash, rest[length - 1]);
            if ((lengths & 1) != 0 && Find(hash, rest[..length]) is >= 0 and var pattern) { found.Add(new TermHit(pattern, at, length)); }
        }
    }

    private int Find(uint hash, ReadOnlySpan<char> text)
    {
        for (var slot = Slot(hash); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (pool[_slots[slot] - 1].SequenceEqual(text)) { return _slots[slot] - 1; }
        }

        return -1;
    }

    private void Insert(int pattern)
    {
        uint hash = 0;
        foreach (var symbol in pool[pattern]) { hash = Step(hash, symbol); }

        var slot = Slot(hash);
        while (_slots[slot] != 0) { slot = (slot + 1) & (_slots.Length - 1); }

        _slots[slot] = pattern + 1;
    }

    private int Slot(uint hash) => (int)(BitOperations.RotateLeft(hash * Factor, 15) & (uint)(_slots.Length - 1));

    private static uint Step(uint hash, char symbol) => (hash + symbol + 1) * Factor;
}
