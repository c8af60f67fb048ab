using System.Reflection;

namespace Steward.Moderation.Normalisation;

/// <summary>What ordinary Chinese looks like: which characters are neighbours in words, and which are words by themselves. A pair in a thousand or so is taken for ordinary wrongly.</summary>
internal static class Ordinary
{
    private static readonly byte[] Bits = Read();
    private static readonly int Shift = 32 - int.Log2(Bits.Length * 8);
    private static readonly ushort[] WordRanks = ReadRanks(0);
    private static readonly ushort[] Ranks = ReadRanks(1);

    /// <summary>Whether two characters are neighbours in some word that is not rare.</summary>
    public static bool Pair(char first, char second)
    {
        // The same as `places` in tables/ordinary.py.
        var one = (first * 0x9E3779B1u) ^ (second * 0x85EBCA77u);
        one ^= one >> 15;
        one *= 0x2C1B3C6Du;
        var two = ((one * 0x297A2D39u) >> 12) | 1;
        for (var i = 0u; i < 4; i++)
        {
            var place = (one + (i * two)) >> Shift;
            if ((Bits[place >> 3] & (1 << (int)(place & 7))) == 0) { return false; }
        }

        return true;
    }

    /// <summary>How common a character is as a word of its own: 1 for the commonest, <see cref="ushort.MaxValue"/> for those that hardly are.</summary>
    public static int RankAlone(char c) => WordRanks[c];

    /// <summary>How common a character is: 1 for the commonest, <see cref="ushort.MaxValue"/> for those beyond some 3,600.</summary>
    public static int Rank(char c) => Ranks[c];

    private static byte[] Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("ordinary.bin")!;
        var bits = new byte[stream.Length];
        stream.ReadExactly(bits);
        return bits;
    }

    private static ushort[] ReadRanks(int list)
    {
        var ranks = new ushort[char.MaxValue + 1];
        Array.Fill(ranks, ushort.MaxValue);
        var characters = FoldTable.Lines("common.txt").ElementAt(list);
        for (var i = 0; i < characters.Length; i++) { ranks[characters[i]] = (ushort)(i + 1); }

        return ranks;
    }
}
