namespace Steward.Moderation.Screening.Traffic;

/// <summary>A text that is nearly another: which message, by whom, where, when, and in how many bits of the fingerprint it differs.</summary>
internal readonly record struct Copy(Guid Message, Guid Member, Guid Group, DateTimeOffset SentAt, int Distance);

/// <summary>
/// The latest texts of a brand by fingerprint, for all lanes of this process. Two fingerprints that differ in at most three bits are equal in at least one of four bands of 16 bits,
/// so looking at the texts with an equal band finds all of them. A ring: the newest text takes the oldest one's place.
/// Bounded: the texts of the longest window that a rule may ask for, at most 65,536 (5 MB), 256 steps in a band, 64 copies of a text, 16 of them by one member in one group. Within these bounds nothing is missed; each replica knows what it has screened itself.
/// </summary>
internal sealed class CopyIndex
{
    public const int MostTexts = 65_536;
    public const int MostCopies = 64;
    private const int MostOfOne = 16;
    private const int MostSteps = 256;
    private const int Bands = 4;
    private const int FewestTexts = 1024;
    private const int None = -1;
    private static readonly long Longest = TimeSpan.FromMinutes(Rules.Kinds.CopyRule.MostMinutes).Ticks;

    private readonly Lock _turn = new();
    private readonly List<(int Number, Copy Copy)> _found = [];

    // What every step reads lies close together; who wrote a text is asked of copies only.
    private ulong[] _fingerprints = new ulong[FewestTexts];
    private int[] _next = new int[FewestTexts * Bands];
    private Text[] _ring = new Text[FewestTexts];
    private int[][] _heads = Heads(FewestTexts);
    private int _arrived;

    /// <summary>Takes a text, once, and tells which texts before it are nearly the same, the newest first.</summary>
    public IReadOnlyList<Copy> Add(ulong fingerprint, Guid message, Guid member, Guid group, DateTimeOffset sentAt)
    {
        lock (_turn)
        {
            _found.Clear();
            var known = Find(fingerprint, message);
            if (!known) { Take(fingerprint, new Text { Message = message, Member = member, Group = group, Ticks = sentAt.UtcTicks }); }

            return _found.Count == 0 ? [] : [.. _found.OrderByDescending(found => found.Number).Take(MostCopies).Select(found => found.Copy)];
        }
    }

    /// <returns>Whether the message is in the index already; then only what had come before it was found, as when it came first.</returns>
    private bool Find(ulong fingerprint, Guid message)
    {
        var known = int.MaxValue;
        for (var band = 0; band < Bands; band++)
        {
            var number = _heads[band][Slot(fingerprint, band)];
            for (var steps = 0; number > None && number >= _arrived - _ring.Length && steps < MostSteps; steps++)
            {
                var slot = number & (_ring.Length - 1);
                var distance = SimHash.Distance(_fingerprints[slot], fingerprint);
                if (distance <= Rules.Kinds.CopyRule.MostDistance)
                {
                    ref readonly var text = ref _ring[slot];
                    if (text.Message == message)
                    {
                        known = number;
                        _found.RemoveAll(found => found.Number > known);
                    }
                    else if (number < known && IsNew(_fingerprints[slot], fingerprint, band))
                    {
                        Keep(number, text, distance);
                    }
                }

                number = _next[(slot * Bands) + band];
            }
        }

        return known != int.MaxValue;
    }

    private void Keep(int number, in Text text, int distance)
    {
        // A copy that is found by a later band may still be newer than what is kept; the final order is by age.
        if (_found.Count >= MostCopies * Bands) { return; }

        var ofOne = 0;
        foreach (var (_, copy) in _found)
        {
            if (copy.Member == text.Member && copy.Group == text.Group && ++ofOne == MostOfOne) { return; }
        }

        _found.Add((number, new Copy(text.Message, text.Member, text.Group, new DateTimeOffset(text.Ticks, TimeSpan.Zero), distance)));
    }

    /// <summary>Whether no earlier band has shown this text: each is found once.</summary>
    private static bool IsNew(ulong one, ulong other, int band)
    {
        for (var earlier = 0; earlier < band; earlier++)
        {
            if (Band(one, earlier) == Band(other, earlier)) { return false; }
        }

        return true;
    }

    private void Take(ulong fingerprint, Text text)
    {
        if (_arrived == int.MaxValue) { Renumber(); }

        // A brand that writes little needs no more room than its day.
        if (_arrived >= _ring.Length && _ring.Length < MostTexts && text.Ticks - _ring[_arrived & (_ring.Length - 1)].Ticks < Longest) { Resize(_ring.Length * 2); }

        Link(fingerprint, text, _arrived++);
    }

    private void Link(ulong fingerprint, Text text, int number)
    {
        var slot = number & (_ring.Length - 1);
        for (var band = 0; band < Bands; band++)
        {
            ref var head = ref _heads[band][Slot(fingerprint, band)];

            // The one before with the same band; it may have been overwritten since, which its number tells.
            _next[(slot * Bands) + band] = head;
            head = number;
        }

        (_fingerprints[slot], _ring[slot]) = (fingerprint, text);
    }

    private void Resize(int size)
    {
        var (fingerprints, ring) = (_fingerprints, _ring);
        (_fingerprints, _next, _ring, _heads) = (new ulong[size], new int[size * Bands], new Text[size], Heads(size));
        for (var number = Math.Max(0, _arrived - ring.Length); number < _arrived; number++)
        {
            var slot = number & (ring.Length - 1);
            Link(fingerprints[slot], ring[slot], number);
        }
    }

    /// <summary>After two thousand million texts the numbers begin again; as they are multiples of the ring's length apart, every text keeps its place.</summary>
    private void Renumber()
    {
        _arrived = (_arrived & (_ring.Length - 1)) + _ring.Length;
        Resize(_ring.Length);
    }

    private static int[][] Heads(int size)
    {
        var heads = new int[Bands][];
        for (var band = 0; band < Bands; band++)
        {
            heads[band] = new int[size];
            heads[band].AsSpan().Fill(None);
        }

        return heads;
    }

    private int Slot(ulong fingerprint, int band) => (int)(Band(fingerprint, band) * 0x9E3779B1u >> 8) & (_ring.Length - 1);

    private static uint Band(ulong fingerprint, int band) => (uint)(fingerprint >> (band * 16)) & 0xFFFF;

    private readonly record struct Text
    {
        public required Guid Message { get; init; }
        public required Guid Member { get; init; }
        public required Guid Group { get; init; }
        public required long Ticks { get; init; }
    }
}
