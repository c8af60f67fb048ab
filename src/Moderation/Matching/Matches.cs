using System.Runtime.InteropServices;

namespace Steward.Moderation.Matching;

/// <summary>
/// What a scan found, and the memory it works in. Whoever screens many messages keeps one and uses it again and again: nothing is allocated then. For one scan at a time.
/// </summary>
internal sealed class Matches
{
    /// <summary>Longer messages are rare: their memory is given back.</summary>
    private const int Kept = 1 << 16;

    [ThreadStatic]
    private static Matches? ofThread;

    private readonly List<TermHit> _hits = [];
    private int[] _places = [];
    private bool _hasPlaces;
    private int[] _allowedTo = [];
    private bool _isAllowing;

    /// <summary>The calling thread's own, for scans whose hits are read before anything else is scanned.</summary>
    public static Matches OfThread => ofThread ??= new Matches();

    /// <summary>The hits by start, the longer first, then by number of the term.</summary>
    public ReadOnlySpan<TermHit> Hits => CollectionsMarshal.AsSpan(_hits);

    /// <summary>Whether the scan found as many as were wanted, and ended there.</summary>
    public bool Full { get; private set; }

    internal char[] Symbols { get; private set; } = [];

    internal char[] Squeezed { get; private set; } = [];

    /// <summary>For each symbol of <see cref="Squeezed"/> which of <see cref="Symbols"/> it is.</summary>
    internal int[] SqueezedPlaces { get; private set; } = [];

    /// <summary>Patterns where the scan saw them, not yet judged.</summary>
    internal List<TermHit> Found { get; } = [];

    /// <summary>Hits that later ones may still clear or precede.</summary>
    internal List<TermHit> Pending { get; } = [];

    /// <summary>Allowed phrases; the term is the group's number.</summary>
    internal List<TermHit> Allowed { get; } = [];

    /// <summary>Where a hit stands in the text, in UTF-16 units. What is nothing counts when it is inside of the hit.</summary>
    public (int Start, int Length) InText(TermHit hit) =>
        _hasPlaces ? (_places[hit.Start], _places[hit.End - 1] + 1 - _places[hit.Start]) : (hit.Start, hit.Length);

    internal void Begin(int length, bool squeezes, int groups)
    {
        _hits.Clear();
        Found.Clear();
        Pending.Clear();
        Allowed.Clear();
        if (Symbols.Length > Kept && length < Kept / 2)
        {
            (Symbols, Squeezed, SqueezedPlaces, _places) = ([], [], [], []);
            foreach (var list in new[] { _hits, Found, Pending, Allowed }) { list.TrimExcess(); }
        }

        Symbols = Grown(Symbols, length + WindowGate.Beyond);
        if (squeezes) { Squeezed = Grown(Squeezed, length + WindowGate.Beyond); }

        if (_allowedTo.Length < groups) { _allowedTo = new int[groups]; }

        if (_isAllowing) { Array.Clear(_allowedTo); }

        (_hasPlaces, _isAllowing, Full) = (false, false, false);
    }

    /// <summary>How far the allowed phrases of a group reach that begin no later than the hit in question.</summary>
    internal int AllowedTo(int group) => _allowedTo[group];

    internal void Allow(int group, int end)
    {
        _allowedTo[group] = Math.Max(_allowedTo[group], end);
        _isAllowing = true;
    }

    internal void Accept(TermHit hit) => _hits.Add(hit);

    internal void StopFull() => Full = true;

    /// <summary>Remembers where each symbol of a text stands, which is wanted only when there is a hit and something is nothing.</summary>
    internal void Locate(SymbolTable table, ReadOnlySpan<char> text)
    {
        _places = Grown(_places, text.Length);
        table.PlacesInText(text, _places);
        _hasPlaces = true;
    }

    internal void LocateSqueezed(SymbolTable table, ReadOnlySpan<char> text)
    {
        SqueezedPlaces = Grown(SqueezedPlaces, text.Length);
        table.PlacesOfSqueezed(text, SqueezedPlaces);
    }

    private static T[] Grown<T>(T[] array, int length) => array.Length >= length ? array : new T[Math.Max(length, Math.Max(512, array.Length * 2))];
}
