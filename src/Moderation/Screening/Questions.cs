using System.Globalization;
using Steward.Moderation.Matching;

namespace Steward.Moderation.Screening;

/// <summary>
/// Tells whether a text asks something, in Chinese and English, without a model. A text of 2 to 200 characters with at least two letters or
/// ideographs is a question when one of these holds:
/// <list type="bullet">
/// <item>it has a question mark, full or half width, that is not part of a link (a letter or digit follows it directly);</item>
/// <item>it ends, apart from punctuation and emoji, in 吗, 呢, 么 or 嘛, but not in 在呢, 着呢, 没呢, 那么, 这么, 多么 …;</item>
/// <item>it holds a question word (怎么, 如何, 什么, 几点, 多少, 哪, 谁, 能不能, 有没有 …) outside of phrases that only look like it (没什么, 不怎么, 谁都, 哪里哪里 …), or 可以 … 吗;</item>
/// <item>it begins like an English question: "how do", "what is", "where can", "does anyone" ….</item>
/// </list>
/// </summary>
internal static class Questions
{
    public const int Longest = 200;
    private const int FewestLetters = 2;

    private static readonly string[] Words =
    [
        "怎么", "怎样", "咋", "如何", "什么", "啥", "为何", "几点", "几号", "几天", "几个", "几元", "几块", "多少", "多久", "多大", "多长时间", "哪", "谁", "能不能", "可不可以", "可否", "能否", "是否",
        "是不是", "有没有", "要不要", "会不会", "行不行", "好不好", "对不对", "用不用", "需不需要", "请问", "求问", "想问", "问一下", "问下",
    ];

    // Longer than the word inside them, so the index prefers them.
    private static readonly string[] Phrases =
    [
        "没什么", "没啥", "什么的", "什么都", "啥都", "不怎么", "怎么都", "怎么也", "怎么说呢", "多少都", "多少有点", "谁都", "谁也", "哪都", "哪里哪里", "哪怕", "不管怎么", "无论如何", "不管什么", "无论什么", "不管谁",
        "不管多少", "随便什么", "什么也没", "不知道怎么说", "没有什么", "不是什么", "好几个", "几个人", "哪里都", "有什么说什么",
    ];

    private static readonly string[] EndingsThatAskNothing = ["在呢", "着呢", "没呢", "才呢", "还呢", "那么", "这么", "多么", "什么", "怎么", "要么", "好嘛", "就是嘛", "是嘛"];

    private static readonly string[] EnglishOpenings =
    [
        "how do ", "how to ", "how can ", "how much ", "how many ", "how long ", "how is ", "how are ", "how does ", "how should ", "what is ", "what are ", "what does ", "what do ", "what time ", "what's ",
        "where is ", "where are ", "where can ", "where do ", "when is ", "when are ", "when do ", "when does ", "when will ", "when can ", "why is ", "why are ", "why do ", "why does ", "why can't ", "who is ",
        "who can ", "who knows ", "which one", "which is ", "can i ", "can you ", "can someone ", "can anyone ", "could you ", "could someone ", "does anyone ", "does anybody ", "do i ", "do you ", "is there ",
        "are there ", "is it possible", "anyone know", "anybody know",
    ];

    private static readonly TermMatcher Markers = new([.. Words, .. Phrases]);

    public static bool IsQuestion(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length is < FewestLetters or > Longest || !HasLetters(text)) { return false; }

        return HasQuestionMark(text) || EndsLikeOne(text) || HasQuestionWord(text) || BeginsLikeOne(text);
    }

    private static bool HasLetters(ReadOnlySpan<char> text)
    {
        var letters = 0;
        foreach (var c in text)
        {
            if (char.IsLetter(c) && ++letters == FewestLetters) { return true; }
        }

        return false;
    }

    private static bool HasQuestionMark(ReadOnlySpan<char> text)
    {
        for (var at = 0; text[at..].IndexOfAny('?', '？') is >= 0 and var distance; at += distance + 1)
        {
            var next = at + distance + 1;
            var inLink = next < text.Length && text[next - 1] == '?' && char.IsAsciiLetterOrDigit(text[next]);
            if (!inLink) { return true; }
        }

        return false;
    }

    private static bool EndsLikeOne(ReadOnlySpan<char> text)
    {
        var end = text.Length;
        while (end > 0 && !char.IsLetterOrDigit(text[end - 1])) { end--; }

        text = text[..end];
        if (text.Length < FewestLetters || text[^1] is not ('吗' or '呢' or '么' or '嘛' or '嗎' or '麼')) { return false; }

        foreach (var ending in EndingsThatAskNothing)
        {
            if (text.EndsWith(ending, StringComparison.Ordinal)) { return false; }
        }

        return true;
    }

    private static bool HasQuestionWord(ReadOnlySpan<char> text)
    {
        var matches = Matches.OfThread;
        Markers.Find(text, Reporting.LeftmostLongest, matches);
        foreach (var hit in matches.Hits)
        {
            if (hit.Term < Words.Length) { return true; }
        }

        // "可以 … 吗" in mid-sentence: 可以带孩子一起吗谢谢
        return text.IndexOf("可以", StringComparison.Ordinal) is >= 0 and var can && text[can..].Contains('吗');
    }

    private static bool BeginsLikeOne(ReadOnlySpan<char> text)
    {
        if (!char.IsAsciiLetter(text[0])) { return false; }

        foreach (var opening in EnglishOpenings)
        {
            if (CultureInfo.InvariantCulture.CompareInfo.IsPrefix(text, opening, CompareOptions.OrdinalIgnoreCase)) { return true; }
        }

        return false;
    }
}
