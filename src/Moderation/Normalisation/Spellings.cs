using System.Collections.Frozen;

namespace Steward.Moderation.Normalisation;

/// <summary>Characters that are written as their parts side by side: 木土 for 杜, 古月 for 胡, 氵古月 for 湖.</summary>
internal static class Spellings
{
    private const int HashBits = 17;

    // Every form of a part, as the one that stands for all (水 for 氵); of characters that are no part 0.
    private static readonly char[] Parts = new char[char.MaxValue + 1];
    private static readonly bool[] Begins = new bool[char.MaxValue + 1];
    private static readonly FrozenDictionary<long, char> Wholes;

    // One bit for each pair of parts that begins a spelling, by a hash: most pairs of a text are dismissed by it.
    private static readonly ulong[] Likely = new ulong[1 << (HashBits - 6)];

    static Spellings()
    {
        var (forms, wholes) = (new Dictionary<char, char>(), new Dictionary<long, char>());
        foreach (var line in FoldTable.Lines("splits.txt"))
        {
            if (line[0] == '=')
            {
                foreach (var form in line.AsSpan(1)) { forms[FoldTable.Fold(form)] = line[1]; }

                continue;
            }

            foreach (var range in line.AsSpan(1).Split(' '))
            {
                var parts = line.AsSpan(1)[range];
                wholes.TryAdd(Key(parts[0], parts[1], parts.Length > 2 ? parts[2] : '\0'), line[0]);
                Begins[parts[0]] = true;
                var hash = Hash(parts[0], parts[1]);
                Likely[hash >> 6] |= 1UL << (int)(hash & 63);
                foreach (var part in parts) { Parts[part] = part; }
            }
        }

        foreach (var (form, part) in forms)
        {
            Parts[form] = part;
            Begins[form] |= Begins[part];
        }

        Wholes = wholes.ToFrozenDictionary();
    }

    /// <summary>Whether a character begins any spelling.</summary>
    public static bool Begin(char c) => Begins[c];

    /// <summary>The character that a text begins to spell, and from how many parts; 0 if none.</summary>
    public static (char Whole, int Parts) At(ReadOnlySpan<char> text)
    {
        if (text.Length < 2) { return default; }

        var (first, second) = (Parts[text[0]], Parts[text[1]]);
        var hash = Hash(first, second);
        if ((Likely[hash >> 6] & (1UL << (int)(hash & 63))) == 0) { return default; }

        var third = text.Length > 2 ? Parts[text[2]] : '\0';
        if (third != 0 && Wholes.TryGetValue(Key(first, second, third), out var whole)) { return (whole, 3); }

        return Wholes.TryGetValue(Key(first, second, '\0'), out whole) ? (whole, 2) : default;
    }

    private static uint Hash(char first, char second) => ((first * 0x9E3779B1u) ^ (second * 0x85EBCA77u)) >> (32 - HashBits);

    private static long Key(char first, char second, char third) => ((long)first << 32) | ((long)second << 16) | third;
}
