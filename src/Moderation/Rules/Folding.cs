using System.Text;

namespace Steward.Moderation.Rules;

/// <summary>
/// What makes two spellings the same to a rule: width (ＡＢＣ, ﾊﾝ, the ideographic space) and case. One character becomes one character,
/// so a place in folded text is the same place in the text.
/// </summary>
internal static class Folding
{
    private static readonly char[] Table = Build();

    /// <summary>The folded form of every UTF-16 unit.</summary>
    public static ReadOnlySpan<char> Map => Table;

    public static char Of(char c) => Table[c];

    public static string Of(string text) => string.Create(text.Length, text, static (folded, source) =>
    {
        for (var i = 0; i < folded.Length; i++) { folded[i] = Table[source[i]]; }
    });

    /// <summary>Whether two texts of the same length are one to a rule.</summary>
    public static bool Equals(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        if (one.Length != other.Length) { return false; }

        for (var i = 0; i < one.Length; i++)
        {
            if (Table[one[i]] != Table[other[i]]) { return false; }
        }

        return true;
    }

    private static char[] Build()
    {
        var table = new char[char.MaxValue + 1];
        for (var c = 0; c <= char.MaxValue; c++)
        {
            table[c] = char.IsSurrogate((char)c) ? (char)c : char.ToLowerInvariant(WithoutWidth((char)c));
        }

        return table;
    }

    private static char WithoutWidth(char c)
    {
        if (c == '\u3000') { return ' '; }

        // The block "halfwidth and fullwidth forms"; half-width voice marks stay apart, because they have no single counterpart.
        if (c is < '\uFF00' or > '\uFFEF') { return c; }

        var wide = c.ToString().Normalize(NormalizationForm.FormKC);
        return wide.Length == 1 ? wide[0] : c;
    }
}
