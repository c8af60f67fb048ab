using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text;

namespace Steward.Content.Knowledge.Matching;

/// <summary>
/// What a base's words sound like. Input methods give the wrong characters of the right sound (退获 for 退货), and some people type no characters at all (tuihuo): both are put back into the base's own word. Only where it is
/// sure: characters that make no word among them (<see cref="IsMeant"/>); Latin letters that the base does not know and that are pinyin from end to end. What sounds like two words of the base is left as it is. Immutable.
/// </summary>
internal sealed class Homophones
{
    private const int LongestWord = 4;

    /// <summary>So much of what was typed in pinyin must be words of the base; else it is no Chinese, or about something else.</summary>
    private const double LeastRead = 0.6;

    /// <summary>How much likelier, as a logarithm, than characters that the base has, too, a word must be: found with the development questions of b_faq_bank and b_faq_open, where less puts rare words wrong.</summary>
    private const double LeastLikelier = 6.3;

    private readonly FrozenDictionary<ulong, string> _words;
    private readonly FrozenSet<uint> _pairs;
    private readonly FrozenSet<char> _letters;
    private readonly Func<ulong, bool> _knows;

    /// <param name="phrases">Those of the base's entries: questions are put right to their words.</param>
    /// <param name="all">Whatever was ever asked: what stands in one of these is not put right.</param>
    /// <param name="knows">Whether any of them has a word, by its hash.</param>
    public Homophones(ReadOnlySpan<Wording> phrases, IReadOnlyCollection<Wording> all, Func<ulong, bool> knows)
    {
        _knows = knows;
        var words = new Dictionary<ulong, string?>();
        foreach (var phrase in phrases)
        {
            foreach (var word in phrase.Words.Where(word => word.Length is > 1 and <= LongestWord && word.Kind is WordKind.Content or WordKind.Asking && !TextFold.InWord(phrase.Letters[word.Start])))
            {
                var written = phrase.Written(word);
                var key = KeyOf(written);
                if (key == 0) { continue; }

                ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(words, key, out var there);
                if (!there) { known = written.ToString(); }
                else if (known is not null && !written.SequenceEqual(known)) { known = null; }
            }
        }

        _words = words.Where(word => word.Value is not null).ToFrozenDictionary(word => word.Key, word => word.Value!);
        (_pairs, _letters) = (all.SelectMany(phrase => phrase.Pairs).ToFrozenSet(), all.SelectMany(phrase => phrase.Characters).ToFrozenSet());
    }

    /// <summary>A question with the base's words in the place of what sounds like them; the same question when there is nothing to put right.</summary>
    public Wording Respell(Wording question)
    {
        if (_words.Count == 0) { return question; }

        var (letters, words) = (question.Letters, question.Words);
        StringBuilder? put = null;
        for (var at = 0; at < words.Length;)
        {
            var (to, text) = TextFold.InWord(letters[words[at].Start]) ? Pinyin(letters, words, at) : Characters(letters, words, at);
            if (text is not null) { (put ??= new StringBuilder(letters[..words[at].Start])).Append(text); }
            else
            {
                to = at + 1;
                put?.Append(Between(letters, words, at, to));
            }

            at = to;
        }

        return put is null ? question : Wording.Of(put.ToString());
    }

    /// <summary>Characters from a place on that make no word and sound like one of the base's.</summary>
    private (int To, string? Word) Characters(string letters, Word[] words, int at)
    {
        var run = words[at].Length;
        if (run > 1) { return (at, null); }

        while (run < LongestWord && at + run < words.Length && words[at + run] is { Length: 1 } next && next.Start == words[at].Start + run && !TextFold.InWord(letters[next.Start])) { run++; }

        for (; run > 1; run--)
        {
            var written = letters.AsSpan(words[at].Start, run);
            if (_words.TryGetValue(KeyOf(written), out var word) && IsMeant(word, letters, words.AsSpan(at, run))) { return (at + run, word); }
        }

        return (at, null);
    }

    /// <summary>Latin words from a place on, one behind the other, that are pinyin of the base's.</summary>
    private (int To, string? Words) Pinyin(string letters, Word[] words, int at)
    {
        var (to, sounds) = (at, new List<ushort>());
        for (; to < words.Length && !_knows(words[to].Hash) && Sounds.Spelling(letters.AsSpan(words[to].Start, words[to].Length)) is { } spelled; to++) { sounds.AddRange(spelled); }

        if (sounds.Count < 2) { return (at, null); }

        var (read, text) = (0, new StringBuilder());
        for (var from = 0; from < sounds.Count;)
        {
            var length = Math.Min(LongestWord, sounds.Count - from);
            string? word = null;
            while (length > 1 && !_words.TryGetValue(KeyOf(CollectionsMarshal.AsSpan(sounds).Slice(from, length)), out word)) { length--; }

            if (word is null)
            {
                from++;
                continue;
            }

            text.Append(word);
            (from, read) = (from + length, read + length);
        }

        return read >= LeastRead * sounds.Count ? (to, text.ToString()) : (at, null);
    }

    /// <summary>The words from one place to another as they are written, with the space behind them.</summary>
    private static ReadOnlySpan<char> Between(string letters, Word[] words, int from, int to) => letters.AsSpan(words[from].Start..(to < words.Length ? words[to].Start : letters.Length));

    /// <summary>
    /// Whether somebody who wrote these characters meant the word: some are right, the wrong ones sound like the right ones, hold no sentence together and do not stand so in the base, and in the language the word is likelier than
    /// they are: far likelier where the base has the wrong ones elsewhere.
    /// </summary>
    private bool IsMeant(string word, string letters, ReadOnlySpan<Word> written)
    {
        var (wrong, strange, likelier) = (0, true, Lexicon.Likelihood(TextHash.Of(word)));
        for (var at = 0; at < written.Length; at++)
        {
            likelier -= Lexicon.Likelihood(written[at].Hash);
            var letter = letters[written[at].Start];
            if (letter == word[at]) { continue; }

            if (written[at].Kind != WordKind.Character || !Sounds.AreSame(letter, word[at]) || StandsSo(letters, written, at)) { return false; }

            (wrong, strange) = (wrong + 1, strange && !_letters.Contains(letter));
        }

        return wrong > 0 && wrong < written.Length && likelier >= (strange ? 0 : LeastLikelier);
    }

    /// <summary>Whether a phrase of the base has this character beside one of its neighbours.</summary>
    private bool StandsSo(string letters, ReadOnlySpan<Word> written, int at) =>
        (at > 0 && _pairs.Contains(Wording.Pair(letters[written[at - 1].Start], letters[written[at].Start]))) || (at + 1 < written.Length && _pairs.Contains(Wording.Pair(letters[written[at].Start], letters[written[at + 1].Start])));

    private static ulong KeyOf(ReadOnlySpan<char> word)
    {
        Span<ushort> sounds = stackalloc ushort[LongestWord];
        for (var at = 0; at < word.Length; at++)
        {
            if ((sounds[at] = Sounds.Of(word[at])) == 0) { return 0; }
        }

        return KeyOf(sounds[..word.Length]);
    }

    /// <summary>Up to four sounds in one number; no sound is 0.</summary>
    private static ulong KeyOf(ReadOnlySpan<ushort> sounds)
    {
        ulong key = 0;
        foreach (var sound in sounds) { key = (key << 16) | sound; }

        return key;
    }
}
