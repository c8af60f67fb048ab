using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Steward.Moderation.Compliance.Intercepts;

/// <summary>
/// Which word goes into which rule, so that a changed list changes few rules: whoever enters them by hand has little to do. Every word prefers the rules in an order of its own and takes the first with room
/// (highest random weight: Thaler and Ravishankar 1998), so one more word moves others only where a rule is full, and one more rule takes only its share.
/// </summary>
internal static class InterceptShelves
{
    // Rules are filled to four fifths where there is room for that, so that a new word finds a place.
    private const int Comfortable = InterceptPacking.MostWords * 4 / 5;

    /// <summary>How few rules hold so many words.</summary>
    public static int Least(int words) => (words + InterceptPacking.MostWords - 1) / InterceptPacking.MostWords;

    /// <summary>How many rules to take for so many words when <paramref name="spare"/> more than the least may be taken.</summary>
    public static int Airy(int words, int spare) => words <= InterceptPacking.MostWords ? Least(words) : Math.Min((words + Comfortable - 1) / Comfortable, Least(words) + spare);

    /// <param name="words">At most as many as the rules hold; each once.</param>
    /// <param name="rules">How many rules.</param>
    /// <returns>The words of each rule, in order.</returns>
    public static IReadOnlyList<IReadOnlyList<string>> Fill(IReadOnlyList<string> words, int rules)
    {
        var shelves = Enumerable.Range(0, rules).Select(_ => new List<string>()).ToArray();
        foreach (var (word, weight) in words.Select(word => (word, Weight: WeightOf(word))).OrderBy(one => one.Weight).ThenBy(one => one.word, StringComparer.Ordinal))
        {
            var (best, most) = (-1, 0ul);
            for (var number = 0; number < rules; number++)
            {
                var likes = Mix(weight + ((ulong)number * 0x9E3779B97F4A7C15));
                if (shelves[number].Count < InterceptPacking.MostWords && (best < 0 || likes > most)) { (best, most) = (number, likes); }
            }

            shelves[best].Add(word);
        }

        foreach (var shelf in shelves) { shelf.Sort(StringComparer.Ordinal); }

        return shelves;
    }

    private static ulong WeightOf(string word) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(word)));

    // The finalizer of SplitMix64 (Steele, Lea and Flood 2014).
    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
