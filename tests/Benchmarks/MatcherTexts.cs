using Steward.Moderation.Matching;
using Steward.Testing;

namespace Steward.Benchmarks;

/// <summary>Terms and messages to match them with; the generated ones are the same in every run.</summary>
internal sealed record MatcherTexts(string Name, string[] Terms, string[] Messages)
{
    private const int Messages62k = 62_000;
    private const int ShortestMessage = 5;
    private const int LongestMessage = 60;
    private const int Planted = 200;
    private static readonly string[] WordLists =
    [
        "a_sensitive_lexicon/houbb_apache2/dict_v20240407.txt", "f_keywords/toolgood_IllegalKeywords.txt", "f_keywords/toolgood_BadWord.txt", "a_sensitive_lexicon/konsheng_mit/GFW补充词库.txt",
        "a_sensitive_lexicon/konsheng_mit/网易前端过滤敏感词库.txt", "a_sensitive_lexicon/konsheng_mit/零时-Tencent.txt", "a_sensitive_lexicon/fwwdn_apache2/网址.txt",
    ];

    private static readonly string[] MessageFiles = ["a_cold/dev_train.tsv", "a_zh_sms_spam/dev_train.tsv", "b_faq_open/dev_queries.tsv", "b_faq_bank/dev_queries.tsv", "b_egret_qa/qa.tsv"];

    /// <summary>Characters drawn evenly: next to nothing in common between terms and messages, and no table stays in a cache.</summary>
    public static MatcherTexts OfRandomIdeographs(int terms)
    {
        var random = new Random(4);
        string Ideographs(int length) => new([.. Enumerable.Range(0, length).Select(_ => (char)random.Next(0x4E00, 0x9FA6))]);
        return Made("random ideographs", terms, random, () => Ideographs(Length(random)), () => Ideographs(random.Next(ShortestMessage, LongestMessage + 1)));
    }

    /// <summary>Words of a language with common and rare characters and words, as in chats: terms and messages have most of their pairs in common.</summary>
    public static MatcherTexts OfWords(int terms)
    {
        var random = new Random(5);
        var characters = Enumerable.Range(0x4E00, 20_000).Select(c => (char)c).ToArray();
        random.Shuffle(characters);
        char Character() => characters[Rank(random, 4_000)];
        string[] words = [.. Enumerable.Range(0, 60_000).Select(rank => new string([.. Enumerable.Range(0, rank < 300 ? 1 : random.Next(1, 4)).Select(_ => Character())]))];
        string Words(int length, Func<string> word)
        {
            var text = "";
            while (text.Length < length) { text += word(); }

            return text[..length];
        }

        // Terms are made of several words that are not the very commonest: nobody forbids those.
        return Made(
            "words",
            terms,
            random,
            () => Words(Math.Max(4, Length(random)), () => words[random.Next(300, words.Length)]),
            () => Words(random.Next(ShortestMessage, LongestMessage + 1), () => random.Next(12) == 0 ? "，" : words[Rank(random, words.Length)]));
    }

    /// <summary>Public word lists and messages, where they are.</summary>
    public static MatcherTexts? OfSharedData(int terms)
    {
        if (WordLists.Concat(MessageFiles).Any(file => !SharedData.Has(file))) { return null; }

        var list = WordLists.SelectMany(file => File.ReadLines(SharedData.Path(file))).Select(word => SymbolTable.OfRules.Fold(word.Trim())).Where(word => word.Length is >= 2 and <= 20).Distinct().Take(terms).ToArray();
        var messages = MessageFiles.SelectMany(file => File.ReadLines(SharedData.Path(file)).Skip(1)).Select(line => line[(line.LastIndexOf('\t') + 1)..])
            .Where(text => text.Length is >= ShortestMessage and <= LongestMessage).ToArray();
        return new MatcherTexts("word lists, real messages", list, messages);
    }

    private static MatcherTexts Made(string name, int terms, Random random, Func<string> term, Func<string> message)
    {
        var list = new HashSet<string>(terms);
        while (list.Count < terms) { list.Add(random.Next(20) == 0 ? Latin(random) : term()); }

        string[] all = [.. list];
        string[] messages = [.. Enumerable.Range(0, Messages62k).Select(_ => message())];
        for (var hit = 0; hit < Planted; hit++) { messages[random.Next(messages.Length)] += all[random.Next(all.Length)]; }

        return new MatcherTexts(name, all, messages);
    }

    private static string Latin(Random random) => new([.. Enumerable.Range(0, random.Next(3, 13)).Select(_ => "abcdefghijklmnopqrstuvwxyz0123456789."[random.Next(37)])]);

    /// <summary>Lengths as in public word lists.</summary>
    private static int Length(Random random) => random.Next(100) switch { < 8 => 2, < 22 => 3, < 44 => 4, < 84 => random.Next(5, 9), _ => random.Next(9, 21) };

    /// <summary>A rank of which the n-th is about n times as rare as the first.</summary>
    private static int Rank(Random random, int count) => (int)Math.Pow(count, random.NextDouble()) - 1;
}
