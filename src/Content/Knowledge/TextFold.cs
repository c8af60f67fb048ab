using System.Text;

namespace Steward.Content.Knowledge;

/// <summary>Brings the many spellings of one question to one: width and case folded, punctuation and polite filler gone.</summary>
internal static class TextFold
{
    /// <summary>Longer questions are judged by their beginning; nobody asks a routine question in more.</summary>
    public const int MaxCharacters = 160;

    // Longer first here too.
    private static readonly string[] Greetings = ["麻烦问一下", "请问一下", "想问一下", "大家好", "请问", "你好", "您好"];

    // Longer first: 请问一下 goes before 请问.
    private static readonly string[] Filler =
    [
        "请问一下", "有没有人知道", "麻烦问一下", "想问一下", "问一下", "想咨询", "想知道", "请问", "你们", "您们", "咱们", "我们", "一下", "想问", "问下", "麻烦", "谢谢", "您好", "你好", "大家",
        "各位", "客服", "群主", "管理员", "小姐姐", "亲亲", "有人知道", "求助", "弱弱", "请教", "吗", "呢", "啊", "哦", "呀", "吧", "嘛", "哈", "噢", "哇", "么", "的", "了",
    ];

    /// <summary>The folded text; when nothing but filler was said, the filler itself.</summary>
    public static string Fold(string text) => Bare(Letters(text));

    /// <summary>A text of <see cref="Letters"/> without filler; when it is nothing but filler, as it is.</summary>
    public static string Bare(string folded)
    {
        var bare = folded;
        foreach (var filler in Filler) { bare = bare.Replace(filler, string.Empty, StringComparison.Ordinal); }

        return bare.Length > 0 ? bare : folded;
    }

    /// <summary>Folded letters without the greeting that they begin with: it is no part of what is asked, and would count as words that the base does not have.</summary>
    public static string WithoutGreeting(string letters)
    {
        var from = 0;
        while (Array.Find(Greetings, greeting => letters.AsSpan(from).StartsWith(greeting, StringComparison.Ordinal)) is { } found && from + found.Length < letters.Length) { from += found.Length; }

        return letters[from..];
    }

    /// <summary>Whether a character is part of a word that is written with several (Latin, digits, Cyrillic), unlike Chinese, where each stands alone.</summary>
    public static bool InWord(char letter) => letter < 0x2E80;

    /// <summary>The text without punctuation, width and case folded; filler stays.</summary>
    public static string Letters(string text)
    {
        var builder = new StringBuilder(Math.Min(text.Length, MaxCharacters));
        var gap = false;
        foreach (var raw in text)
        {
            if (builder.Length >= MaxCharacters) { break; }

            var letter = char.ToLowerInvariant(Narrow(raw));
            if (!char.IsLetterOrDigit(letter))
            {
                gap = true;
                continue;
            }

            // A space parts words only where both sides are written with several characters.
            if (gap && builder.Length > 0 && InWord(letter) && InWord(builder[^1])) { builder.Append(' '); }

            gap = false;
            builder.Append(letter);
        }

        return builder.ToString();
    }

    /// <summary>Full-width forms are the ASCII ones at a distance.</summary>
    private static char Narrow(char letter) => letter is >= '\uFF01' and <= '\uFF5E' ? (char)(letter - 0xFEE0) : letter;
}
