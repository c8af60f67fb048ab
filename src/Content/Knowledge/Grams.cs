namespace Steward.Content.Knowledge;

/// <summary>
/// What a folded text is made of: every run of one, two and three units, where a unit is a Chinese character or a Latin word; and for words the
/// runs of three letters, which forgive a typing error. Grams are 64-bit hashes; each counts once.
/// </summary>
internal static class Grams
{
    /// <summary>Enough for <see cref="TextFold.MaxCharacters"/>.</summary>
    public const int Capacity = TextFold.MaxCharacters * 4;

    private const ulong Prime = 0x9E37_79B9_7F4A_7C15;
    private const ulong LetterSalt = 0xD6E8_FEB8_6659_FD93;
    private const int RunLength = 3;

    // The two lowest bits of a gram tell its kind: 0 three letters of a word, else how many units.
    private const ulong KindMask = 3;

    /// <summary>How much a gram counts before its rarity is known. A single Chinese character says little, a run of them much.</summary>
    public static float Weight(ulong gram) => (gram & KindMask) switch { 0 => 0.35f, 1 => 0.8f, 2 => 1f, _ => 0.7f };

    /// <summary>Writes the grams of a folded text, sorted and without repetition.</summary>
    /// <returns>How many.</returns>
    public static int Of(string folded, Span<ulong> grams)
    {
        Span<ulong> units = stackalloc ulong[Math.Min(folded.Length, TextFold.MaxCharacters)];
        var unitCount = 0;
        var count = 0;
        for (var at = 0; at < folded.Length && unitCount < units.Length;)
        {
            var letter = folded[at];
            if (letter == ' ')
            {
                at++;
            }
            else if (!TextFold.InWord(letter))
            {
                units[unitCount++] = Mix(letter);
                at++;
            }
            else
            {
                var end = at;
                while (end < folded.Length && TextFold.InWord(folded[end]) && folded[end] != ' ') { end++; }

                units[unitCount++] = Word(folded.AsSpan(at, end - at), grams, ref count);
                at = end;
            }
        }

        for (var start = 0; start < unitCount; start++)
        {
            ulong run = 0;
            for (var length = 1; length <= RunLength && start + length <= unitCount; length++)
            {
                run = Mix(run ^ units[start + length - 1]);
                grams[count++] = (run & ~KindMask) | (uint)length;
            }
        }

        grams[..count].Sort();
        return Distinct(grams[..count]);
    }

    private static ulong Word(ReadOnlySpan<char> word, Span<ulong> grams, ref int count)
    {
        var hash = (ulong)word.Length;
        foreach (var letter in word) { hash = Mix(hash ^ letter); }

        if (word.Length > RunLength)
        {
            for (var at = 0; at + RunLength <= word.Length; at++)
            {
                grams[count++] = Mix(Mix(Mix(LetterSalt ^ word[at]) ^ word[at + 1]) ^ word[at + 2]) & ~KindMask;
            }
        }

        return hash;
    }

    private static int Distinct(Span<ulong> sorted)
    {
        var kept = 0;
        for (var at = 0; at < sorted.Length; at++)
        {
            if (at == 0 || sorted[at] != sorted[at - 1]) { sorted[kept++] = sorted[at]; }
        }

        return kept;
    }

    private static ulong Mix(ulong value)
    {
        value = (value + Prime) * 0xBF58_476D_1CE4_E5B9;
        value ^= value >> 29;
        value *= 0x94D0_49BB_1331_11EB;
        return value ^ (value >> 32);
    }
}
