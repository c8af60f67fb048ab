using System.Numerics;
using Steward.Moderation.Normalisation;

namespace Steward.Moderation.Screening.Traffic;

/// <summary>
/// A 64-bit fingerprint of a text, such that nearly equal texts have nearly equal ones: each bit is the majority of that bit in the hashes of all pairs of neighbouring letters.
/// Width, case, traditional forms, blanks, punctuation and emoji do not count, and a run of digits counts as one, because copies differ in their numbers.
/// </summary>
internal static class SimHash
{
    /// <summary>Shorter texts have too few pairs for their fingerprints to mean much.</summary>
    public const int FewestLetters = 6;

    // Bit-sliced counters: plane p holds bit p of 64 counts. As much of a text as ten planes can count is as much as matters.
    private const int Planes = 10;
    private const int MostPairs = (1 << Planes) - 1;

    /// <summary>How many letters and digits a text has, each run of digits once.</summary>
    public static int LettersOf(ReadOnlySpan<char> text)
    {
        var (letters, inDigits) = (0, false);
        foreach (var typed in text)
        {
            var isDigit = char.IsDigit(typed);
            if (!(isDigit && inDigits) && char.IsLetterOrDigit(typed)) { letters++; }

            inDigits = isDigit;
        }

        return letters;
    }

    /// <summary>The fingerprint, or null when the text has fewer than <see cref="FewestLetters"/>.</summary>
    public static ulong? Of(ReadOnlySpan<char> text)
    {
        Span<ulong> planes = stackalloc ulong[Planes];
        planes.Clear();
        var (pairs, letters, inDigits, before) = (0, 0, false, '\0');
        foreach (var typed in text)
        {
            var isDigit = char.IsDigit(typed);
            var counts = !(isDigit && inDigits) && char.IsLetterOrDigit(typed);
            inDigits = isDigit;
            if (!counts) { continue; }

            var letter = isDigit ? '0' : FoldTable.Fold(typed);
            if (letters++ > 0)
            {
                var carry = Mix(((ulong)before << 16) | letter);
                for (var plane = 0; carry != 0 && plane < Planes; plane++) { (planes[plane], carry) = (planes[plane] ^ carry, planes[plane] & carry); }

                if (++pairs == MostPairs) { break; }
            }

            before = letter;
        }

        return letters < FewestLetters ? null : Majority(planes, pairs);
    }

    /// <summary>In how many bits two fingerprints differ.</summary>
    public static int Distance(ulong one, ulong other) => BitOperations.PopCount(one ^ other);

    /// <summary>The bits whose count is more than half: counts and the half are compared plane by plane, from the highest.</summary>
    private static ulong Majority(ReadOnlySpan<ulong> planes, int pairs)
    {
        var (greater, equal) = (0UL, ulong.MaxValue);
        for (var plane = Planes - 1; plane >= 0; plane--)
        {
            var half = ((pairs / 2) >> plane & 1) != 0 ? ulong.MaxValue : 0;
            greater |= equal & planes[plane] & ~half;
            equal &= ~(planes[plane] ^ half);
        }

        return greater;
    }

    private static ulong Mix(ulong pair)
    {
        pair *= 0x9E3779B97F4A7C15;
        pair ^= pair >> 32;
        pair *= 0xD6E8FEB86659FD93;
        return pair ^ (pair >> 29);
    }
}
