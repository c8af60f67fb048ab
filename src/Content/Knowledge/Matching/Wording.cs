namespace Steward.Content.Knowledge.Matching;

/// <summary>What a word does in a question.</summary>
internal enum WordKind
{
    /// <summary>Several characters that name something.</summary>
    Content,

    /// <summary>A single character.</summary>
    Character,

    /// <summary>Digits.</summary>
    Number,

    /// <summary>Politeness, pronouns, particles: what can be left out.</summary>
    Frame,

    /// <summary>A question word.</summary>
    Asking,

    /// <summary>Latin letters.</summary>
    Foreign,
}

/// <summary>A word of a text.</summary>
/// <param name="Hash">Names it.</param>
/// <param name="Start">Where it begins in <see cref="Wording.Letters"/>.</param>
/// <param name="Length">How many characters it has.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Weight">How much it says in the language at large, 0 to 1.</param>
/// <param name="Meanings">Groups of synonyms that it is in.</param>
internal readonly record struct Word(ulong Hash, ushort Start, ushort Length, WordKind Kind, float Weight, ushort[] Meanings);

/// <summary>A text taken apart once, to be found and compared. Immutable.</summary>
internal sealed class Wording
{
    private const float SingleCharacter = 0.8f;
    private const float Holding = 0.1f;

    private Wording(string text)
    {
        Letters = TextFold.WithoutGreeting(TextFold.Letters(text));
        Bare = TextFold.Bare(Letters);
        Span<ulong> grams = stackalloc ulong[Matching.Grams.Capacity];
        Grams = [.. grams[..Matching.Grams.Of(Letters, Bare, grams)]];
        Words = WordsOf(Letters);
        Hashes = Sorted(Words.Select(word => word.Hash));
        Meanings = Sorted(Words.SelectMany(word => word.Meanings));
        Characters = Sorted(Letters);
        Pairs = Sorted(PairsOf(Letters));
        Asks = Phrasing.Asks(Letters);
        Denies = Phrasing.Denies(Letters);
        Digits = Phrasing.Digits(Letters);
    }

    /// <summary>Width and case folded, without punctuation.</summary>
    public string Letters { get; }

    /// <summary>The same without filler.</summary>
    public string Bare { get; }

    /// <summary>What it is found by, sorted, each once.</summary>
    public ulong[] Grams { get; }

    /// <summary>Its words in their order.</summary>
    public Word[] Words { get; }

    /// <summary>The hashes of its words, sorted, each once.</summary>
    public ulong[] Hashes { get; }

    /// <summary>The groups of synonyms of its words, sorted, each once.</summary>
    public ushort[] Meanings { get; }

    /// <summary>Its characters, sorted, each once.</summary>
    public char[] Characters { get; }

    /// <summary>Its pairs of neighbouring characters, sorted, each once.</summary>
    public uint[] Pairs { get; }

    /// <summary>What is asked for, 0 when no word tells.</summary>
    public int Asks { get; }

    /// <summary>Whether something is denied (不能, 没有).</summary>
    public bool Denies { get; }

    /// <summary>All figures in it, in their order.</summary>
    public string Digits { get; }

    public static Wording Of(string text) => new(text);

    /// <summary>The word as it is written.</summary>
    public ReadOnlySpan<char> Written(Word word) => Letters.AsSpan(word.Start, word.Length);

    private static Word[] WordsOf(string letters)
    {
        Span<byte> lengths = stackalloc byte[letters.Length];
        Lexicon.Segment(letters, lengths);
        var words = new List<Word>(letters.Length);
        for (var at = 0; at < letters.Length; at += Math.Max((byte)1, lengths[at]))
        {
            if (lengths[at] == 0) { continue; }

            var written = letters.AsSpan(at, lengths[at]);
            var hash = TextHash.Of(written);
            var single = written.Length == 1 && !TextFold.InWord(written[0]);
            var kind = Phrasing.Kind(written, hash);
            // The dictionary has no Latin words: those that only hold a sentence together would weigh as much as names.
            var weight = TextFold.InWord(written[0]) && kind is (WordKind.Frame or WordKind.Asking) ? Holding : Lexicon.Weight(hash) * (single ? SingleCharacter : 1);
            words.Add(new Word(hash, (ushort)at, lengths[at], kind, weight, Synonyms.Of(hash)));
        }

        return [.. words];
    }

    /// <summary>Two neighbouring characters as <see cref="Pairs"/> has them.</summary>
    public static uint Pair(char one, char next) => ((uint)one << 16) | next;

    private static IEnumerable<uint> PairsOf(string letters)
    {
        for (var at = 1; at < letters.Length; at++)
        {
            if (letters[at - 1] != ' ' && letters[at] != ' ') { yield return Pair(letters[at - 1], letters[at]); }
        }
    }

    private static T[] Sorted<T>(IEnumerable<T> all)
    {
        T[] distinct = [.. all.Distinct()];
        Array.Sort(distinct);
        return distinct;
    }
}
