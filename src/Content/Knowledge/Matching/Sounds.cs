using System.Collections.Frozen;
using System.Reflection;

namespace Steward.Content.Knowledge.Matching;

/// <summary>
/// How Chinese characters sound in Mandarin, without tone; and what sounds alike to many who type (zh and z, ing and in). Read from the table that Moderation's matching of hidden words uses
/// (<c>src/Moderation/Normalisation/tables/README.md</c>); each character has the one sound that it usually has.
/// </summary>
internal static class Sounds
{
    /// <summary>The longest syllable: zhuang.</summary>
    private const int Longest = 6;

    private static readonly FrozenDictionary<char, (ushort Exact, ushort Alike)> OfCharacters;
    private static readonly FrozenDictionary<string, ushort>.AlternateLookup<ReadOnlySpan<char>> Spelled;

    static Sounds()
    {
        var (coarse, characters, spelled) = (new Dictionary<string, ushort>(), new Dictionary<char, (ushort, ushort)>(), new Dictionary<string, ushort>());
        using var table = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("sounds.txt")!);
        while (table.ReadLine() is { } line)
        {
            // A syllable, the characters usually read so; after "~" those that are read so besides.
            if (line.Length == 0 || line[0] == '#') { continue; }

            var (space, besides) = (line.IndexOf(' ', StringComparison.Ordinal), line.IndexOf('~', StringComparison.Ordinal));
            var sound = coarse.TryGetValue(Coarse(line[..space]), out var known) ? known : coarse[Coarse(line[..space])] = (ushort)(coarse.Count + 1);
            spelled[line[..space]] = sound;
            foreach (var character in line.AsSpan((space + 1)..(besides < 0 ? line.Length : besides))) { characters[character] = ((ushort)spelled.Count, sound); }
        }

        (OfCharacters, Spelled) = (characters.ToFrozenDictionary(), spelled.ToFrozenDictionary().GetAlternateLookup<ReadOnlySpan<char>>());
    }

    /// <summary>The sound of a character, as <see cref="Spelling"/> has it; 0: it has none.</summary>
    public static ushort Of(char character) => OfCharacters.GetValueOrDefault(character).Alike;

    /// <summary>Whether two characters sound the same but for the tone.</summary>
    public static bool AreSame(char one, char other) => OfCharacters.TryGetValue(one, out var sound) && OfCharacters.TryGetValue(other, out var also) && sound.Exact == also.Exact;

    /// <summary>The sounds that Latin letters spell, those that are alike to many as one; null: they are not pinyin from end to end.</summary>
    public static IReadOnlyList<ushort>? Spelling(ReadOnlySpan<char> letters)
    {
        if (letters.ContainsAnyExceptInRange('a', 'z')) { return null; }

        // From the end: at each place the longest syllable after which the rest can be read.
        Span<byte> lengths = stackalloc byte[letters.Length + 1];
        lengths.Clear();
        for (var from = letters.Length - 1; from >= 0; from--)
        {
            for (var length = Math.Min(Longest, letters.Length - from); length > 0 && lengths[from] == 0; length--)
            {
                if ((from + length == letters.Length || lengths[from + length] > 0) && Spelled.ContainsKey(letters.Slice(from, length))) { lengths[from] = (byte)length; }
            }
        }

        if (letters.Length == 0 || lengths[0] == 0) { return null; }

        var sounds = new List<ushort>();
        for (var at = 0; at < letters.Length; at += lengths[at]) { sounds.Add(Spelled[letters.Slice(at, lengths[at])]); }

        return sounds;
    }

    private static string Coarse(string syllable)
    {
        var coarse = syllable.Length > 2 && syllable[1] == 'h' ? syllable.Remove(1, 1) : syllable;
        return coarse.EndsWith("ing", StringComparison.Ordinal) || coarse.EndsWith("eng", StringComparison.Ordinal) ? coarse[..^1] : coarse;
    }
}
