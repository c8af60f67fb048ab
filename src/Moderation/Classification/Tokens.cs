using System.Text;
using Steward.Moderation.Normalisation;

namespace Steward.Moderation.Classification;

/// <summary>
/// Cuts a text into the pieces that the classifier knows: a Han character or other sign is a piece, a run of letters of an alphabet is one (a word nobody has
/// seen is one unknown piece, not ten known pairs of letters), a run of digits is its length, because numbers are as many as there are customers. It is folded as
/// for rules, white space is left out, and both ends of the text are pieces too. Allocates nothing.
/// </summary>
internal ref struct Tokens(ReadOnlySpan<char> text)
{
    private const uint Start = 2;
    private const uint End = 3;
    private const uint DigitRun = 0x4000_0000;
    private const uint LetterRun = 0x8000_0000;
    private const int LongestDigitRun = 12;
    private const uint Prime = 16777619;
    private const uint Basis = 2166136261;

    private readonly ReadOnlySpan<char> _text = text;
    private int _next = -1;
    private bool _ended;

    /// <summary>The piece as a number; equal pieces have equal numbers, and others hardly ever.</summary>
    public uint Current { get; private set; }

    /// <summary>Where the piece begins in the text, in UTF-16 units.</summary>
    public int At { get; private set; }

    /// <summary>Its length in UTF-16 units; 0 for the ends.</summary>
    public int Length { get; private set; }

    public bool MoveNext()
    {
        if (_next < 0)
        {
            (_next, Current, At, Length) = (0, Start, 0, 0);
            return true;
        }

        var fold = FoldTable.Table;
        while (_next < _text.Length && (char.IsWhiteSpace(_text[_next]) || fold[_text[_next]] == FoldTable.Ignorable)) { _next++; }

        At = _next;
        if (_next == _text.Length)
        {
            (Current, Length) = (End, 0);
            var first = !_ended;
            _ended = true;
            return first;
        }

        var c = fold[_text[_next]];
        if (IsLetter(c))
        {
            var hash = Basis;
            while (_next < _text.Length && fold[_text[_next]] is var letter && IsLetter(letter)) { (hash, _next) = ((hash ^ letter) * Prime, _next + 1); }

            Current = hash | LetterRun;
        }
        else if (char.IsDigit(c))
        {
            while (_next < _text.Length && char.IsDigit(fold[_text[_next]])) { _next++; }

            Current = DigitRun + (uint)Math.Min(_next - At, LongestDigitRun);
        }
        else if (Rune.DecodeFromUtf16(_text[_next..], out var sign, out var consumed) == System.Buffers.OperationStatus.Done && consumed == 2)
        {
            (Current, _next) = ((uint)sign.Value, _next + 2);
        }
        else
        {
            (Current, _next) = (c, _next + 1);
        }

        Length = _next - At;
        return true;
    }

    /// <summary>Of an alphabet; Han characters and syllables of other scripts begin above.</summary>
    private static bool IsLetter(char c) => c < '\u2E80' && char.IsLetter(c);
}
