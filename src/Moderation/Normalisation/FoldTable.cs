using System.Globalization;
using System.Reflection;
using System.Text;

namespace Steward.Moderation.Normalisation;

/// <summary>
/// What makes two spellings the same to a rule: width, case, accents, traditional and simplified forms, digits of any script, letters that look like Latin ones,
/// letters in circles and squares. A character becomes at most one character, of the basic plane; folding a second time changes nothing.
/// </summary>
internal static class FoldTable
{
    /// <summary>The folded form of what can stand anywhere without being seen: zero-width characters, combining marks, controls.</summary>
    public const char Ignorable = '\0';

    /// <summary>A pair that stays as it is (a noncharacter, which no text means).</summary>
    internal const char Itself = '\uFFFF';
    private const int PageBits = 8;

    private static readonly char[] Basic = new char[char.MaxValue + 1];
    private static readonly char[]?[] Astral = new char[]?[0x10_0000 >> PageBits];

    static FoldTable()
    {
        for (var c = 0; c < Basic.Length; c++) { Basic[c] = (char)c; }

        foreach (var line in Lines("folding.txt")) { Add(line); }
    }

    /// <summary>The folded form of every UTF-16 unit, <see cref="Ignorable"/> for what drops out. Surrogates stand for themselves: a pair is folded by <see cref="Fold(char, char)"/>.</summary>
    public static ReadOnlySpan<char> Table => Basic;

    public static char Fold(char c) => Basic[c];

    /// <summary>The folded form of a surrogate pair, <see cref="Ignorable"/> if it drops out, null if it stays as it is.</summary>
    public static char? Fold(char high, char low) => Pair(high, low) is var folded && folded == Itself ? null : folded;

    /// <summary>A text folded at once, for terms and tests; messages go through a pooled <see cref="FoldedText"/>.</summary>
    public static string Fold(string text)
    {
        var folded = new FoldedText();
        folded.Read(text);
        return folded.Chars.ToString();
    }

    /// <summary>As <see cref="Fold(char, char)"/>, U+FFFF for a pair that stays.</summary>
    internal static char Pair(char high, char low)
    {
        var offset = ((high - 0xD800) << 10) + (low - 0xDC00);
        return Astral[offset >> PageBits] is { } page ? page[offset & ((1 << PageBits) - 1)] : Itself;
    }

    /// <summary>The lines of an embedded table, without comments.</summary>
    internal static IEnumerable<string> Lines(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#') { yield return line; }
        }
    }

    // "41-5A 61": each to the next; "C0-C5 =61": all to one; "=0": ignorable; otherwise an ideograph and what folds to it.
    private static void Add(string line)
    {
        if (!char.IsAscii(line[0]))
        {
            foreach (var rune in line.EnumerateRunes()) { Set(rune.Value, line[0]); }

            return;
        }

        var space = line.IndexOf(' ');
        var dash = line.IndexOf('-');
        var first = Hex(line.AsSpan(0, dash < 0 ? space : dash));
        var last = dash < 0 ? first : Hex(line.AsSpan((dash + 1)..space));
        var constant = line[space + 1] == '=';
        var target = Hex(line.AsSpan(constant ? space + 2 : space + 1));
        for (var code = first; code <= last; code++) { Set(code, (char)(constant ? target : target + code - first)); }
    }

    private static int Hex(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static void Set(int code, char folded)
    {
        if (code <= char.MaxValue)
        {
            Basic[code] = folded;
            return;
        }

        var offset = code - 0x1_0000;
        ref var page = ref Astral[offset >> PageBits];
        if (page is null)
        {
            page = new char[1 << PageBits];
            Array.Fill(page, Itself);
        }

        page[offset & ((1 << PageBits) - 1)] = folded;
    }
}
