using System.Numerics;

namespace Steward.Moderation.Matching;

/// <summary>
/// Estimates how seldom a window of a term comes up in messages, in bits. A guess costs speed only: any window finds the term. It knows how often common
/// characters are used and, from the terms themselves, which pairs are common in their language.
/// </summary>
internal sealed class Rarity
{
    /// <summary>The commonest characters of everyday Chinese, commonest first.</summary>
    private const string Common =
        "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女"
        + "但现前些所同日手又行意动方期它头经长儿回位分爱老因很给名法间斯知世什两次使身者被高已亲其进此话常与活正感见明问力理尔点文几定本公特做外孩相西果走将月十实向声车全信重三机工物气每"
        + "并别真打太新比才便夫再书部水像眼等体却加电主界门利海受听表德少克代员许先口由死安写性马光白或住难望教命花结乐色更拉东神记处让母父应直字场平报友关放至张认接告入笑内英军候民岁往何度"
        + "山觉路带万男边风解叫任金快原吃妈变通师立象数四失满战远格士音轻目条呢";

    private const float BitsOfSelector = 3;
    private static readonly float[] BitsOfSymbol = Symbols();
    private readonly int[] _pairs;

    /// <summary>Learns the pairs of the terms.</summary>
    public Rarity(IReadOnlyList<string> patterns)
    {
        _pairs = new int[Math.Max(1024, BitOperations.RoundUpToPowerOf2((uint)patterns.Count))];
        foreach (var pattern in patterns)
        {
            for (var at = 0; at + 1 < pattern.Length; at++) { _pairs[Slot(pattern[at], pattern[at + 1])]++; }
        }
    }

    /// <summary>Bits of a window of 2 to 4 symbols, as the gate will see it.</summary>
    public float Of(ReadOnlySpan<char> window)
    {
        var bits = BitsOfSymbol[window[0]] + BitsOfSymbol[window[1]] - BitOperations.Log2((uint)_pairs[Slot(window[0], window[1])] + 1);
        for (var at = 2; at < window.Length; at++) { bits += Math.Min(BitsOfSelector, BitsOfSymbol[window[at]]); }

        return bits;
    }

    private int Slot(char one, char two) => (int)(((one * 0x9E3779B1u) ^ (two * 0x85EBCA6Bu)) >> 7) & (_pairs.Length - 1);

    private static float[] Symbols()
    {
        var bits = new float[char.MaxValue + 1];
        Array.Fill(bits, 13);
        for (var c = ' '; c <= '~'; c++) { bits[c] = char.IsLetterOrDigit(c) ? 6 : 5; }

        foreach (var c in "，。！？、：；") { bits[c] = 5; }

        for (var rank = 0; rank < Common.Length; rank++) { bits[Common[rank]] = 4.6f + (0.72f * MathF.Log2(1 + rank)); }

        return bits;
    }
}
