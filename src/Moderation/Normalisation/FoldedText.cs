namespace Steward.Moderation.Normalisation;

/// <summary>
/// A text folded by <see cref="FoldTable"/>, with the way back to the original. Meant to be kept and read into again: once its buffers have grown nothing is allocated.
/// Not for several threads at once.
/// </summary>
internal sealed class FoldedText
{
    private char[] _chars = new char[256];

    // Twice the place in the original, plus one where a surrogate pair became one character.
    private int[] _places = new int[256];
    private int _length;

    /// <summary>The folded characters; a surrogate pair that folds to nothing else keeps its two units, a lone surrogate is U+FFFD.</summary>
    public ReadOnlySpan<char> Chars => _chars.AsSpan(0, _length);

    public void Read(ReadOnlySpan<char> text)
    {
        Grow(text.Length);
        var table = FoldTable.Table;
        var (chars, places, length) = (_chars, _places, 0);
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            var (folded, pair) = (table[c], 0);
            if (char.IsHighSurrogate(c) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                var whole = FoldTable.Pair(c, text[at + 1]);
                if (whole == FoldTable.Itself)
                {
                    (chars[length], places[length]) = (c, at << 1);
                    length++;
                    at++;
                    folded = text[at];
                }
                else
                {
                    (folded, pair) = (whole, 1);
                }
            }
            else if (char.IsSurrogate(c))
            {
                // Left as they are, two that stand alone could meet where what stood between them drops out.
                folded = '\uFFFD';
            }

            if (folded != FoldTable.Ignorable)
            {
                (chars[length], places[length]) = (folded, (at << 1) + pair);
                length++;
            }

            at += pair;
        }

        _length = length;
    }

    /// <summary>Where a part of the folded text stands in the original: from its first character to its last, with what was ignored between.</summary>
    public (int Start, int Length) Place(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, _length - start);
        var (from, last) = (_places[start] >> 1, _places[start + length - 1]);
        return (from, (last >> 1) + 1 + (last & 1) - from);
    }

    private void Grow(int length)
    {
        if (_chars.Length >= length) { return; }

        var size = Math.Max(length, _chars.Length * 2);
        (_chars, _places) = (new char[size], new int[size]);
    }
}
