namespace Steward.Content.Knowledge.Matching;

/// <summary>Hashes of words and runs: 64 bits, the same on every machine; two different words of one base practically never share one.</summary>
internal static class TextHash
{
    private const ulong Prime = 0x9E37_79B9_7F4A_7C15;

    /// <summary>The hash of a word, never 0.</summary>
    public static ulong Of(ReadOnlySpan<char> word)
    {
        ulong hash = 0;
        foreach (var letter in word) { hash = Next(hash, letter); }

        return hash;
    }

    /// <summary>The hash of what was hashed so far and one more.</summary>
    public static ulong Next(ulong hash, ulong more) => Mix(hash ^ more) | 1;

    public static ulong Mix(ulong value)
    {
        value = (value + Prime) * 0xBF58_476D_1CE4_E5B9;
        value ^= value >> 29;
        value *= 0x94D0_49BB_1331_11EB;
        return value ^ (value >> 32);
    }
}
