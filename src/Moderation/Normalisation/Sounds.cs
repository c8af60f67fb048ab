using System.Collections.Frozen;

namespace Steward.Moderation.Normalisation;

/// <summary>
/// How characters sound in Mandarin, without tone and as coarsely as many people speak: zh is z, ing is in. Sounds are characters of the private use area, so that they stand beside
/// letters in one stream.
/// </summary>
internal static class Sounds
{
    // zhuang
    private const int Longest = 6;
    private const char First = '\uE000';
    private const string Numerals = "零一二三四五六七八九";

    private static readonly char[] Symbols = new char[char.MaxValue + 1];
    private static readonly FrozenDictionary<int, char> Spelled;
    private static readonly FrozenDictionary<char, string> Others;

    static Sounds()
    {
        for (var c = 0; c < Symbols.Length; c++) { Symbols[c] = (char)c; }

        var (coarse, spelled, others) = (new Dictionary<string, char>(), new Dictionary<int, char>(), new Dictionary<char, string>());
        foreach (var line in FoldTable.Lines("sounds.txt"))
        {
            var (space, besides) = (line.IndexOf(' '), line.IndexOf('~'));
            var syllable = line[..space];
            var sound = coarse.TryGetValue(Coarse(syllable), out var known) ? known : coarse[Coarse(syllable)] = (char)(First + coarse.Count);
            spelled[Number(syllable)] = sound;
            foreach (var c in line.AsSpan((space + 1)..(besides < 0 ? line.Length : besides))) { Symbols[c] = sound; }

            foreach (var c in besides < 0 ? "" : line.AsSpan(besides + 1)) { others[c] = others.GetValueOrDefault(c, "") + sound; }
        }

        // Figures are read out; o is written for nought, l and i for one.
        for (var digit = 0; digit <= 9; digit++) { Symbols['0' + digit] = Symbols[Numerals[digit]]; }

        Symbols['〇'] = Symbols['o'] = Symbols['零'];
        Symbols['l'] = Symbols['i'] = Symbols['一'];
        (Spelled, Others) = (spelled.ToFrozenDictionary(), others.ToFrozenDictionary());
    }

    /// <summary>What every folded character counts as: its sound, or itself where it has none.</summary>
    public static ReadOnlySpan<char> Table => Symbols;

    /// <summary>The sound that Latin letters spell, 0 if none.</summary>
    public static char Of(ReadOnlySpan<char> letters) => Spelled.GetValueOrDefault(Number(letters));

    /// <summary>Takes letters apart into syllables, the longest first.</summary>
    /// <param name="lengths">Gets, where a syllable begins, its length; as long as the letters at least.</param>
    /// <returns>Whether they are nothing but syllables.</returns>
    public static bool Syllables(ReadOnlySpan<char> letters, Span<byte> lengths)
    {
        // From the end: at each place the longest syllable after which the rest can be read.
        lengths.Clear();
        for (var from = letters.Length - 1; from >= 0; from--)
        {
            for (var size = Math.Min(Longest, letters.Length - from); size > 0; size--)
            {
                if ((from + size == letters.Length || lengths[from + size] > 0) && Of(letters.Slice(from, size)) != 0)
                {
                    lengths[from] = (byte)size;
                    break;
                }
            }
        }

        return lengths[0] > 0;
    }

    /// <summary>The sounds that a character has in some words besides its usual one.</summary>
    public static string OthersOf(char c) => Others.GetValueOrDefault(c, "");

    /// <summary>The value of a figure or Chinese numeral that is only one, -1 for anything else.</summary>
    public static int Digit(char c) => char.IsAsciiDigit(c) ? c - '0' : c == '〇' ? 0 : Numerals.IndexOf(c, StringComparison.Ordinal);

    private static string Coarse(string syllable)
    {
        var coarse = syllable.Length > 2 && syllable[1] == 'h' ? syllable.Remove(1, 1) : syllable;
        return coarse.EndsWith("ing", StringComparison.Ordinal) || coarse.EndsWith("eng", StringComparison.Ordinal) ? coarse[..^1] : coarse;
    }

    private static int Number(ReadOnlySpan<char> letters)
    {
        var number = 0;
        foreach (var letter in letters) { number = (number * 27) + letter - 'a' + 1; }

        return number;
    }
}
