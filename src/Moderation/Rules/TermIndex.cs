using System.Numerics;

namespace Steward.Moderation.Rules;

/// <summary>Where a term stands in a text.</summary>
/// <param name="Term">Number of the term, as given to the index.</param>
internal readonly record struct TermHit(int Term, int Start, int Length);

/// <summary>
/// All terms of a rule set, found in one pass over a text. A bit set over hashed pairs of folded characters lets almost every place pass at once;
/// where it does not, the lengths of the terms that begin with that pair say which hashes to look up. A place costs at most 64 steps, however many
/// terms begin alike, and finding nothing allocates nothing. Immutable.
/// </summary>
internal sealed class TermIndex
{
    public const int LongestTerm = 64;
    private const uint PairFactor = 0x9E3779B1;
    private const uint StepFactor = 0x85EBCA6B;

    private readonly string[] _terms;
    private readonly int[] _slots;
    private readonly Pair[] _pairs;
    private readonly ulong[] _gate;
    private readonly int _gateShift;
    private readonly ulong[]? _singles;

    /// <summary>Builds the index.</summary>
    /// <param name="terms">1 to 64 characters each. Of terms that fold to the same one, the first is reported.</param>
    public TermIndex(IReadOnlyList<string> terms)
    {
        _terms = [.. terms.Select(Folding.Of)];
        _slots = new int[BitOperations.RoundUpToPowerOf2((uint)(_terms.Length * 2) + 1)];
        _pairs = new Pair[BitOperations.RoundUpToPowerOf2((uint)(_terms.Length * 2) + 1)];

        // Sparse enough that few places pass by chance, small enough to stay in the second-level cache.
        var gateBits = Math.Clamp(BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)_terms.Length * 32 + 1)), 12, 20);
        _gateShift = 32 - gateBits;
        _gate = new ulong[1 << (gateBits - 6)];
        for (var i = 0; i < _terms.Length; i++)
        {
            var term = _terms[i];
            if (term.Length is 0 or > LongestTerm) { throw new ArgumentException($"Term {i} has {term.Length} characters; 1 to {LongestTerm} are possible.", nameof(terms)); }

            if (!AddSlot(i)) { continue; }

            if (term.Length == 1)
            {
                _singles ??= new ulong[(char.MaxValue + 1) / 64];
                _singles[term[0] >> 6] |= 1UL << (term[0] & 63);
            }
            else
            {
                AddPair(Key(term[0], term[1]), term.Length);
            }
        }
    }

    /// <summary>The leftmost term at or after a place, and of those that begin there the longest.</summary>
    public bool TryFind(ReadOnlySpan<char> text, int from, out TermHit hit)
    {
        hit = default;
        if (_terms.Length == 0 || from >= text.Length) { return false; }

        var fold = Folding.Map;
        var current = fold[text[from]];
        for (var at = from; at < text.Length; at++)
        {
            var next = at + 1 < text.Length ? fold[text[at + 1]] : '\0';
            var bit = (Key(current, next) * PairFactor) >> _gateShift;
            if (((_gate[bit >> 6] >> (int)(bit & 63)) & 1) != 0 && TryLongest(text, at, Key(current, next), out hit)) { return true; }

            if (_singles is not null && ((_singles[current >> 6] >> (current & 63)) & 1) != 0)
            {
                hit = new TermHit(Lookup(Step(0, current), text.Slice(at, 1)), at, 1);
                return true;
            }

            current = next;
        }

        return false;
    }

    /// <summary>Every term at every place, overlapping ones too, in the order of their places and the shorter ones of a place first.</summary>
    public void Collect(ReadOnlySpan<char> text, List<TermHit> into)
    {
        if (_terms.Length == 0 || text.Length == 0) { return; }

        var fold = Folding.Map;
        var current = fold[text[0]];
        for (var at = 0; at < text.Length; at++)
        {
            var next = at + 1 < text.Length ? fold[text[at + 1]] : '\0';
            if (_singles is not null && ((_singles[current >> 6] >> (current & 63)) & 1) != 0) { into.Add(new TermHit(Lookup(Step(0, current), text.Slice(at, 1)), at, 1)); }

            var bit = (Key(current, next) * PairFactor) >> _gateShift;
            if (((_gate[bit >> 6] >> (int)(bit & 63)) & 1) != 0) { CollectAt(text, at, Key(current, next), into); }

            current = next;
        }
    }

    private void CollectAt(ReadOnlySpan<char> text, int at, uint key, List<TermHit> into)
    {
        var lengths = LengthsOf(key);
        var fold = Folding.Map;
        var most = Math.Min(text.Length - at, LongestTerm);
        uint hash = 0;
        for (var length = 1; lengths != 0 && length <= most; length++, lengths >>= 1)
        {
            hash = Step(hash, fold[text[at + length - 1]]);
            if ((lengths & 1) != 0 && Lookup(hash, text.Slice(at, length)) is >= 0 and var term) { into.Add(new TermHit(term, at, length)); }
        }
    }

    private bool TryLongest(ReadOnlySpan<char> text, int at, uint key, out TermHit hit)
    {
        hit = default;
        var lengths = LengthsOf(key);
        var fold = Folding.Map;
        var most = Math.Min(text.Length - at, LongestTerm);
        uint hash = 0;
        for (var length = 1; lengths != 0 && length <= most; length++, lengths >>= 1)
        {
            hash = Step(hash, fold[text[at + length - 1]]);
            if ((lengths & 1) != 0 && Lookup(hash, text.Slice(at, length)) is >= 0 and var term) { hit = new TermHit(term, at, length); }
        }

        return hit.Length > 0;
    }

    /// <summary>Number of the term that equals a folded text, or -1.</summary>
    private int Lookup(uint hash, ReadOnlySpan<char> text)
    {
        for (var slot = Slot(hash, text.Length); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            var term = _terms[_slots[slot] - 1];
            if (term.Length == text.Length && EqualsFolded(term, text)) { return _slots[slot] - 1; }
        }

        return -1;
    }

    private bool AddSlot(int number)
    {
        var term = _terms[number];
        uint hash = 0;
        foreach (var c in term) { hash = Step(hash, c); }

        if (Lookup(hash, term) >= 0) { return false; }

        var slot = Slot(hash, term.Length);
        while (_slots[slot] != 0) { slot = (slot + 1) & (_slots.Length - 1); }

        _slots[slot] = number + 1;
        return true;
    }

    private void AddPair(uint key, int length)
    {
        var bit = (key * PairFactor) >> _gateShift;
        _gate[bit >> 6] |= 1UL << (int)(bit & 63);
        var at = PairSlot(key);
        while (_pairs[at].Lengths != 0 && _pairs[at].Key != key) { at = (at + 1) & (_pairs.Length - 1); }

        _pairs[at] = new Pair(key, _pairs[at].Lengths | (1UL << (length - 1)));
    }

    private ulong LengthsOf(uint key)
    {
        for (var at = PairSlot(key); _pairs[at].Lengths != 0; at = (at + 1) & (_pairs.Length - 1))
        {
            if (_pairs[at].Key == key) { return _pairs[at].Lengths; }
        }

        return 0;
    }

    private static bool EqualsFolded(string term, ReadOnlySpan<char> text)
    {
        var fold = Folding.Map;
        for (var i = 0; i < term.Length; i++)
        {
            if (term[i] != fold[text[i]]) { return false; }
        }

        return true;
    }

    private int PairSlot(uint key) => (int)(BitOperations.RotateLeft(key * PairFactor, 15) & (uint)(_pairs.Length - 1));

    private int Slot(uint hash, int length)
    {
        var mixed = (hash ^ (uint)length) * PairFactor;
        return (int)((mixed ^ (mixed >> 15)) & (uint)(_slots.Length - 1));
    }

    private static uint Key(char first, char second) => ((uint)first << 16) | second;

    private static uint Step(uint hash, char c) => (hash + c + 1) * StepFactor;

    /// <summary>Two first characters and, as bits, the lengths of the terms that begin with them.</summary>
    private readonly record struct Pair(uint Key, ulong Lengths);
}
