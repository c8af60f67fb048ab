using System.Text;

namespace Steward.Moderation.Rules;

/// <summary>
/// What makes two spellings of a host the same: width and case, as browsers and IDNA read them. Letters that only look alike stay apart, because they are other hosts; what
/// people mean by words is folded further (<see cref="Normalisation.FoldTable"/>). One character becomes one character, so a place in folded text is the same place in the text.
/// </summary>
internal static class HostFolding
{
    private static readonly char[] Table = Build();

    public static char Of(char c) => Table[c];

    /// <summary>A host in the one spelling; empty where it has none.</summary>
    /// <param name="folded">Where it is spelled; what is longer is on nobody's list.</param>
    public static ReadOnlySpan<char> Spell(ReadOnlySpan<char> typed, Span<char> folded)
    {
        if (typed.Length > folded.Length) { return default; }

        var latin = true;
        for (var i = 0; i < typed.Length; i++)
        {
            var c = Of(typed[i]);
            folded[i] = c is '。' or '｡' ? '.' : c;
            latin &= folded[i] < 0x80;
        }

        return latin ? folded[..typed.Length] : Domain.ToAscii(folded[..typed.Length].ToString());
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
