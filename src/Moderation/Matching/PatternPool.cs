namespace Steward.Moderation.Matching;

/// <summary>The symbols of all patterns, one behind the other.</summary>
internal sealed class PatternPool
{
    private readonly char[] _symbols;
    private readonly int[] _starts;

    public PatternPool(IReadOnlyList<string> patterns)
    {
        _starts = new int[patterns.Count + 1];
        for (var pattern = 0; pattern < patterns.Count; pattern++) { _starts[pattern + 1] = _starts[pattern] + patterns[pattern].Length; }

        _symbols = new char[_starts[^1]];
        for (var pattern = 0; pattern < patterns.Count; pattern++) { patterns[pattern].CopyTo(0, _symbols, _starts[pattern], patterns[pattern].Length); }
    }

    public ReadOnlySpan<char> this[int pattern] => _symbols.AsSpan(_starts[pattern].._starts[pattern + 1]);
}
