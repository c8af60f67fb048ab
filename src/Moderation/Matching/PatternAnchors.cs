namespace Steward.Moderation.Matching;

/// <summary>
/// Chooses the window by which each pattern is found: the rarest one whose bucket has room. A pattern of which every bucket is full joins the crowd of those that
/// begin like it.
/// </summary>
internal sealed class PatternAnchors
{
    /// <summary>Anchors a bucket takes before patterns look for another one: what a place costs at worst.</summary>
    private const int MostInBucket = 24;

    private const int LongestWindow = 4;
    private const char AsciiEnd = '\u0080';

    private readonly WindowGate _gate;
    private readonly CrowdedPatterns _crowded;
    private readonly Rarity _rarity;
    private readonly int[] _inBucket;
    private readonly List<(int Bucket, Anchor Anchor)> _chosen;

    private PatternAnchors(IReadOnlyList<string> patterns, WindowGate gate, CrowdedPatterns crowded)
    {
        (_gate, _crowded, _rarity) = (gate, crowded, new Rarity(patterns));
        _inBucket = new int[gate.Buckets + 1];
        _chosen = new(patterns.Count);
    }

    /// <summary>Chooses, and tells the gate.</summary>
    /// <returns>Where each bucket's anchors begin, with the end of the last; and the anchors.</returns>
    public static (int[] BucketStarts, Anchor[] Anchors) Choose(IReadOnlyList<string> patterns, WindowGate gate, CrowdedPatterns crowded)
    {
        var anchors = new PatternAnchors(patterns, gate, crowded);

        // The short ones have the least choice, so they come first.
        foreach (var pattern in Enumerable.Range(0, patterns.Count).OrderBy(pattern => patterns[pattern].Length))
        {
            if (patterns[pattern].Length > 1) { anchors.Place(pattern, patterns[pattern]); }
        }

        return anchors.InBuckets();
    }

    private void Place(int pattern, string text)
    {
        if (text.Length == 2 && IsAsciiPair(text, 0))
        {
            PlaceAsciiPair(pattern, text);
            return;
        }

        var (best, bestScore) = (-1, float.MinValue);
        for (var offset = 0; offset + 1 < text.Length; offset++)
        {
            var length = Math.Min(LongestWindow, text.Length - offset);
            if (length == 2 && IsAsciiPair(text, offset)) { continue; }

            var bucket = _gate.BucketOf(Anchor.Window(text, offset, length));
            if (_inBucket[bucket] >= MostInBucket) { continue; }

            var score = _rarity.Of(text.AsSpan(offset, length)) - MathF.Log2(1 + _inBucket[bucket]);
            if (score > bestScore) { (best, bestScore) = (offset, score); }
        }

        if (best >= 0)
        {
            var length = Math.Min(LongestWindow, text.Length - best);
            Put(Anchor.Window(text, best, length), length, Anchor.Of(pattern, text, best, length));
        }
        else
        {
            Join(pattern, text);
        }
    }

    private void Join(int pattern, string text)
    {
        // Three symbols where the gate's pair needs them, otherwise two: as few crowds as can be.
        var length = text.Length > 2 && IsAsciiPair(text, 0) && text[2] < AsciiEnd ? 3 : 2;
        var window = Anchor.Window(text, 0, length);
        var (crowd, isNew) = _crowded.Add(pattern, window);
        if (isNew) { Put(window, length, Anchor.OfCrowd(crowd, text, length)); }
    }

    /// <summary>A pattern of two ASCII symbols belongs to another bucket with each ASCII symbol that may follow it, and to one with all others.</summary>
    private void PlaceAsciiPair(int pattern, string text)
    {
        var anchor = Anchor.Of(pattern, text, 0, 2);
        var pair = Anchor.Window(text, 0, 2);
        var buckets = new HashSet<int>();
        for (var third = '\0'; third <= AsciiEnd; third++)
        {
            var window = pair | ((ulong)third << 32);
            if (buckets.Add(_gate.BucketOf(window))) { Add(_gate.BucketOf(window), anchor); }

            _gate.Admit(window, third < AsciiEnd ? 3 : 2);
        }
    }

    private void Put(ulong window, int length, Anchor anchor)
    {
        Add(_gate.BucketOf(window), anchor);
        _gate.Admit(window, length);
    }

    private void Add(int bucket, Anchor anchor)
    {
        _inBucket[bucket]++;
        _chosen.Add((bucket, anchor));
    }

    private (int[] BucketStarts, Anchor[] Anchors) InBuckets()
    {
        var (starts, anchors) = (_inBucket, new Anchor[_chosen.Count]);
        var start = 0;
        for (var bucket = 0; bucket < starts.Length; bucket++) { (start, starts[bucket]) = (start + starts[bucket], start); }

        var next = starts.ToArray();
        foreach (var (bucket, anchor) in _chosen) { anchors[next[bucket]++] = anchor; }

        return (starts, anchors);
    }

    private static bool IsAsciiPair(string text, int offset) => text[offset] < AsciiEnd && text[offset + 1] < AsciiEnd;
}
