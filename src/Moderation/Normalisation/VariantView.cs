using System.Runtime.CompilerServices;
using System.Text;

namespace Steward.Moderation.Normalisation;

/// <summary>
/// A folded text as it sounds: a stream of symbols for a second matcher, which finds terms that are written with other characters of the same sound, taken apart into their parts, in Latin letters, with
/// signs for characters or with something put between. What it finds are candidates; <see cref="VariantTerm.Explain"/> says whether one is an evasion or ordinary text. A sentence in which anything was
/// put together or replaced is followed by the same sentence as it stands. Kept and read into again it allocates nothing. Not for several threads at once.
/// </summary>
internal sealed class VariantView
{
    /// <summary>Stands where nothing may be read across: after each sentence or line.</summary>
    public const char Separator = '\0';

    private const int LongestRun = 48;
    private char[] _symbols = new char[512];
    private Symbol[] _read = new Symbol[512];
    private byte[] _skipped = new byte[512];
    private int _count;
    private int _gap;

    /// <summary>The sounds, and letters and signs that have none; no symbol is read across a <see cref="Separator"/>.</summary>
    public ReadOnlySpan<char> Symbols => _symbols.AsSpan(0, _count);

    /// <summary>For each symbol how many signs, spaces and pictures stand before it that mean nothing, at most 255.</summary>
    public ReadOnlySpan<byte> SkippedBefore => _skipped.AsSpan(0, _count);

    /// <summary>What each symbol was read from.</summary>
    internal ReadOnlySpan<Symbol> Sources => _read.AsSpan(0, _count);

    /// <summary>Reads a text, which must be folded.</summary>
    public void Read(ReadOnlySpan<char> folded)
    {
        _count = 0;
        Grow((2 * folded.Length) + 2);
        for (var from = 0; from < folded.Length;)
        {
            var (end, replaced) = Sentence(folded, from, standIns: true, spellings: true);
            if (replaced) { Sentence(folded, from, standIns: false, spellings: false); }

            from = end;
        }
    }

    /// <summary>Reads a folded term: as it stands, or with the words that its letters and signs stand for. Two characters of a term are never parts of one.</summary>
    internal void ReadTerm(ReadOnlySpan<char> folded, bool standIns)
    {
        _count = 0;
        Grow(folded.Length + 2);
        Sentence(folded, 0, standIns, spellings: false);
    }

    /// <summary>Where in the folded text some symbols stand.</summary>
    public (int Start, int Length) Place(int start, int length)
    {
        var (from, last) = (_read[start], _read[start + length - 1]);
        return (from.Start, last.Start + last.Length - from.Start);
    }

    /// <summary>The character that a text begins to spell; none where its second sign begins a commoner one that reaches further, as 来贝者 is 来赌 and not 赉者.</summary>
    private static (char Whole, int Parts) Spelled(ReadOnlySpan<char> text)
    {
        var (whole, parts) = Spellings.At(text);
        if (whole == 0) { return default; }

        var next = Spellings.At(text[1..]);
        return next.Whole != 0 && next.Parts >= parts && Ordinary.Rank(next.Whole) < Ordinary.Rank(whole) ? default : (whole, parts);
    }

    /// <summary>Reads to the end of a sentence, and a separator.</summary>
    /// <returns>Where the next begins, and whether anything was read as something else than it is.</returns>
    private (int End, bool Replaced) Sentence(ReadOnlySpan<char> text, int at, bool standIns, bool spellings)
    {
        var replaced = false;
        _gap = 0;
        while (at < text.Length)
        {
            var c = text[at];
            switch (Kinds.Table[c])
            {
                case Kind.Ideograph:
                    if (spellings && Spellings.Begin(c) && Spelled(text[at..]) is (not '\0' and var whole, var parts))
                    {
                        var word = parts == 2 && Ordinary.Pair(c, text[at + 1]);
                        Add(Sounds.Table[whole], new Symbol(at, (byte)parts, whole, word ? Writing.SplitIntoWord : Writing.Split));
                        replaced = true;
                        at += parts;
                        break;
                    }

                    Add(Sounds.Table[c], new Symbol(at++, 1, c, Writing.Plain));
                    break;
                case Kind.Letter:
                    var end = RunEnd(text, at);
                    if (standIns && Letters(text, at, end) is > 0 and var read)
                    {
                        replaced = true;
                        at = read;
                        break;
                    }

                    for (; at < end; at++) { Add(Sounds.Table[text[at]], new Symbol(at, 1, text[at], Writing.Plain)); }

                    break;
                case Kind.Skippable when standIns && StandIns.OfSign(c) is not '\0' and var sign:
                    Add(Sounds.Table[sign], new Symbol(at++, 1, sign, Writing.Sign));
                    replaced = true;
                    break;
                case Kind.Skippable:
                    _gap++;
                    at++;
                    break;
                case Kind.End:
                    Add(Separator, new Symbol(at, 1, c, Writing.Plain));
                    return (at + 1, replaced);
                case Kind.Surrogate:
                    replaced |= Pair(text, at, standIns);
                    at += 2;
                    break;
                default:
                    Add(Sounds.Table[c], new Symbol(at++, 1, c, Writing.Plain));
                    break;
            }
        }

        Add(Separator, new Symbol(at, 0, Separator, Writing.Plain));
        return (at, replaced);
    }

    private bool Pair(ReadOnlySpan<char> text, int at, bool standIns)
    {
        if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1])) { return false; }

        var code = char.ConvertToUtf32(text[at], text[at + 1]);
        if (standIns && StandIns.OfSign(code) is not '\0' and var sign)
        {
            Add(Sounds.Table[sign], new Symbol(at, 2, sign, Writing.Sign));
            return true;
        }

        if (!Rune.IsLetterOrDigit(new Rune(code)))
        {
            _gap++;
            return false;
        }

        Add(text[at], new Symbol(at, 1, text[at], Writing.Plain));
        Add(text[at + 1], new Symbol(at + 1, 1, text[at + 1], Writing.Plain));
        return false;
    }

    /// <summary>Reads letters as an abbreviation or as syllables, also letters that stand one by one (w e i x i n).</summary>
    /// <returns>Where they end, 0 if they are neither.</returns>
    private int Letters(ReadOnlySpan<char> text, int at, int end)
    {
        Span<char> letters = stackalloc char[LongestRun];
        Span<int> places = stackalloc int[LongestRun];
        var count = 0;
        if (end - at == 1)
        {
            // Alone, or the first of several that stand apart.
            for (var next = at; next < text.Length && count < LongestRun; next++)
            {
                if (Kinds.Table[text[next]] is Kind.Skippable) { continue; }

                if (Kinds.Table[text[next]] is not Kind.Letter || RunEnd(text, next) != next + 1 || (count > 0 && next - places[count - 1] > 4)) { break; }

                (letters[count], places[count]) = (text[next], next);
                count++;
            }

            if (count > 1 && Written(letters[..count], places) is > 0 and var far) { return far; }

            count = 1;
        }
        else if (end - at > LongestRun)
        {
            return 0;
        }
        else
        {
            for (; count < end - at; count++) { (letters[count], places[count]) = (text[at + count], at + count); }
        }

        return Written(letters[..count], places);
    }

    private int Written(ReadOnlySpan<char> letters, ReadOnlySpan<int> places)
    {
        var last = places[letters.Length - 1] + 1;
        if (StandIns.OfLetters(letters) is { Length: > 0 } word)
        {
            for (var i = 0; i < word.Length; i++)
            {
                // The letters are one thing: its first character stands on all of them, the others on the last.
                var start = i == 0 ? places[0] : last - 1;
                Add(Sounds.Table[word[i]], new Symbol(start, (byte)(last - start), word[i], Writing.Abbreviation));
            }

            return last;
        }

        if (letters.Length < 2) { return 0; }

        Span<byte> length = stackalloc byte[LongestRun];
        if (!Sounds.Syllables(letters, length)) { return 0; }

        for (var from = 0; from < letters.Length; from += length[from])
        {
            var until = places[from + length[from] - 1] + 1;
            Add(Sounds.Of(letters.Slice(from, length[from])), new Symbol(places[from], (byte)(until - places[from]), '\0', Writing.Latin));
        }

        return last;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(char symbol, Symbol read)
    {
        (_symbols[_count], _read[_count], _skipped[_count]) = (symbol, read, (byte)Math.Min(_gap, byte.MaxValue));
        (_count, _gap) = (_count + 1, 0);
    }

    private void Grow(int length)
    {
        if (_symbols.Length >= length) { return; }

        length = Math.Max(length, _symbols.Length * 2);
        (_symbols, _read, _skipped) = (new char[length], new Symbol[length], new byte[length]);
    }

    private static int RunEnd(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && Kinds.Table[text[at]] is Kind.Letter) { at++; }

        return at;
    }
}
