using System.Collections.Frozen;
using System.Reflection;
using System.Text;

namespace Steward.Content.Knowledge.Matching;

/// <summary>Words that are used for one another (words/synonyms.txt): what a word may mean, as numbers of groups.</summary>
internal static class Synonyms
{
    private static readonly FrozenDictionary<ulong, ushort[]> Groups;
    private static readonly int Longest;

    static Synonyms()
    {
        var groups = new Dictionary<ulong, List<ushort>>();
        var words = new Dictionary<ulong, int>();
        using var lines = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("synonyms.txt")!, Encoding.UTF8);
        ushort number = 0;
        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) { continue; }

            foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(TextFold.Letters).Distinct())
            {
                var hash = TextHash.Of(word);
                (groups.TryGetValue(hash, out var known) ? known : groups[hash] = []).Add(number);
                words[hash] = word.Length;
                Longest = Math.Max(Longest, word.Length);
            }

            number++;
        }

        Groups = groups.ToFrozenDictionary(group => group.Key, group => group.Value.ToArray());
        Words = words;
    }

    /// <summary>All words in the groups: hash and length.</summary>
    public static IReadOnlyDictionary<ulong, int> Words { get; }

    /// <summary>The groups of a word; none for most.</summary>
    public static ushort[] Of(ulong word) => Groups.GetValueOrDefault(word, []);

    /// <summary>The longest word of any group with which a text begins: its length and groups, (0, none) when there is none.</summary>
    public static (int Length, ushort[] Groups) At(ReadOnlySpan<char> text)
    {
        (int, ushort[]) found = (0, []);
        ulong hash = 0;
        for (var length = 1; length <= Longest && length <= text.Length; length++)
        {
            hash = TextHash.Next(hash, text[length - 1]);
            // A part of a Latin word is none.
            if (TextFold.InWord(text[0]) && length < text.Length && TextFold.InWord(text[length]) && text[length] != ' ') { continue; }

            if (Groups.TryGetValue(hash, out var groups)) { found = (length, groups); }
        }

        return found;
    }
}
