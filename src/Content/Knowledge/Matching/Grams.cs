namespace Steward.Content.Knowledge.Matching;

/// <summary>
/// What a folded text is made of, for finding it: characters or Latin words alone and in pairs, the meanings of its words, and the text written in meanings, alone and in pairs; of Latin words also the
/// runs of three letters, which forgive a typing error. Grams are 64-bit hashes; each counts once.
/// </summary>
internal static class Grams
{
    /// <summary>Enough for <see cref="TextFold.MaxCharacters"/>.</summary>
    public const int Capacity = TextFold.MaxCharacters * 8;

    private const int RunLength = 3;
    private const int MeaningsPerUnit = 3;
    private const ulong MeaningSalt = 0x1000_0000;

    // The three lowest bits of a gram tell its kind.
    private const ulong KindMask = 7;
    private const ulong LetterRun = 0;
    private const ulong Unit = 1;
    private const ulong Pair = 2;
    private const ulong Meaning = 3;
    private const ulong MeantUnit = 4;
    private const ulong MeantPair = 5;

    /// <summary>How much a gram counts before its rarity is known.</summary>
    public static float Weight(ulong gram) => (gram & KindMask) switch { LetterRun => 0.35f, Unit => 0.8f, Pair => 1f, Meaning => 0.8f, MeantUnit => 0.56f, _ => 0.7f };

    /// <summary>Writes the grams of a text, sorted and without repetition.</summary>
    /// <param name="letters">The folded text, <see cref="TextFold.Letters"/>.</param>
    /// <param name="bare">The same without filler.</param>
    /// <param name="grams">Gets them; room for <see cref="Capacity"/>.</param>
    /// <returns>How many.</returns>
    public static int Of(string letters, string bare, Span<ulong> grams)
    {
        var count = Units(bare, grams, 0);
        count = Meanings(letters, grams, count);
        count = Meant(bare, grams, count);
        grams[..count].Sort();
        return Distinct(grams[..count]);
    }

    private static int Units(ReadOnlySpan<char> bare, Span<ulong> grams, int count)
    {
        ulong before = 0;
        for (var at = 0; at < bare.Length;)
        {
            var length = UnitAt(bare[at..]);
            var word = bare.Slice(at, Math.Max(1, length));
            at += word.Length;
            if (length == 0) { continue; }

            var unit = TextHash.Of(word);
            grams[count++] = Kind(unit, Unit);
            if (before != 0) { grams[count++] = Kind(TextHash.Next(before, unit), Pair); }

            before = unit;
            for (var run = 0; length > RunLength && run + RunLength <= length; run++) { grams[count++] = Kind(TextHash.Of(word.Slice(run, RunLength)), LetterRun); }
        }

        return count;
    }

    private static int Meanings(ReadOnlySpan<char> letters, Span<ulong> grams, int count)
    {
        for (var at = 0; at < letters.Length;)
        {
            var (length, groups) = Synonyms.At(letters[at..]);
            for (var group = 0; group < groups.Length && group < MeaningsPerUnit * length; group++) { grams[count++] = Kind(TextHash.Mix(MeaningSalt + groups[group]), Meaning); }

            at += Math.Max(1, length > 0 ? length : UnitAt(letters[at..]));
        }

        return count;
    }

    private static int Meant(ReadOnlySpan<char> bare, Span<ulong> grams, int count)
    {
        ulong before = 0;
        for (var at = 0; at < bare.Length;)
        {
            var (length, groups) = Synonyms.At(bare[at..]);
            if (length == 0) { length = UnitAt(bare[at..]); }

            var word = bare.Slice(at, Math.Max(1, length));
            at += word.Length;
            if (length == 0) { continue; }

            var meant = groups.Length > 0 ? TextHash.Mix(MeaningSalt + groups[0]) | 1 : TextHash.Of(word);
            grams[count++] = Kind(meant, MeantUnit);
            if (before != 0) { grams[count++] = Kind(TextHash.Next(before, meant), MeantPair); }

            before = meant;
        }

        return count;
    }

    /// <summary>A Chinese character or a whole Latin word; 0 at a space.</summary>
    private static int UnitAt(ReadOnlySpan<char> text)
    {
        if (!TextFold.InWord(text[0])) { return 1; }

        var length = 0;
        while (length < text.Length && TextFold.InWord(text[length]) && text[length] != ' ') { length++; }

        return length;
    }

    private static ulong Kind(ulong hash, ulong kind) => (TextHash.Mix(hash) & ~KindMask) | kind;

    private static int Distinct(Span<ulong> sorted)
    {
        var kept = 0;
        for (var at = 0; at < sorted.Length; at++)
        {
            if (at == 0 || sorted[at] != sorted[at - 1]) { sorted[kept++] = sorted[at]; }
        }

        return kept;
    }
}
