namespace Steward.Content.Knowledge.Matching;

/// <summary>How rare words and characters are among the entries of a base: what few entries have tells them apart. What none has is the rarest.</summary>
internal sealed class WordRarity
{
    private readonly Dictionary<ulong, float> _words;
    private readonly Dictionary<char, float> _characters;
    private readonly float _unknown;

    /// <param name="phrases">All phrases of the base, those of an entry side by side.</param>
    /// <param name="firstOf">The first phrase of each entry, and behind the last entry how many phrases there are.</param>
    public WordRarity(Wording[] phrases, int[] firstOf)
    {
        var entries = firstOf.Length - 1;
        (_words, _characters) = (Count(phrases, firstOf, phrase => phrase.Hashes), Count(phrases, firstOf, phrase => phrase.Characters));
        _unknown = (float)Math.Log(1 + (2.0 * Math.Max(1, entries)));
    }

    /// <summary>Whether any entry has a word or character.</summary>
    public bool Knows(ulong word) => _words.ContainsKey(word);

    public bool Knows(char letter) => _characters.ContainsKey(letter);

    public float Of(ulong word) => _words.GetValueOrDefault(word, _unknown);

    public float Of(char letter) => _characters.GetValueOrDefault(letter, _unknown);

    private static Dictionary<T, float> Count<T>(Wording[] phrases, int[] firstOf, Func<Wording, T[]> parts)
        where T : notnull
    {
        var (entries, frequency) = (firstOf.Length - 1, new Dictionary<T, int>());
        for (var entry = 0; entry < entries; entry++)
        {
            foreach (var part in phrases[firstOf[entry]..firstOf[entry + 1]].SelectMany(parts).Distinct()) { frequency[part] = frequency.GetValueOrDefault(part) + 1; }
        }

        return frequency.ToDictionary(part => part.Key, part => (float)Math.Log(1 + ((double)entries / part.Value)));
    }
}
