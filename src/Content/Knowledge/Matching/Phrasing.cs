using System.Collections.Frozen;

namespace Steward.Content.Knowledge.Matching;

/// <summary>How a question is put: what its words do in it, what it asks for, whether it denies.</summary>
internal static class Phrasing
{
    private const string Numerals = "零一二三四五六七八九十两";
    private const string Denials = "不没无未别非";

    private static readonly FrozenSet<ulong> Asking = Set(
        "怎么 怎样 如何 咋 什么 啥 为什么 为何 为啥 哪里 哪儿 哪 哪个 哪些 谁 多少 几 多久 什么时候 何时 怎么办 咋办 怎么样 吗 呢 么 嘛 吧 是否 有没有 能不能 可不可以 多大 多长时间 请问 想问 求 跪求 求助 推荐 介绍 谁有 哪家 哪种 几点 几号 是不是");

    private static readonly FrozenSet<ulong> EnglishAsking = Set("what how why where when who which whose whom");

    private static readonly FrozenSet<ulong> Frame = Set(
        "求 跪求 急求 急 谢谢 多谢 感谢 拜托 麻烦 请 请问 想问 问 一下 下 大家 各位 高人 大神 大侠 亲 你好 您好 好 的 了 着 过 地 得 啊 呀 哦 呢 吧 哈 嘛 咯 啦 哎 唉 哇 噢 是 就 都 也 还 又 才 只 会 要 想 有 在 个 这 那 这个 那个 我 你 您 他 她 它 "
        + "我们 你们 他们 咱们 自己 和 与 跟 或 及 而 但 但是 可是 因为 所以 如果 的话 然后 最近 现在 比较 更 最 很 非常 太 点 些 点儿 一点 一些 请教 指教 知道 告诉 帮 帮忙 给 我想 推荐 介绍");

    private static readonly FrozenSet<ulong> EnglishFrame = Set(
        "a an the i me my mine we us our you your it its he she they them this that these those is am are was were be been do does did to of in on at for with from by as and or but if so can could would will should may have has had "
        + "please thanks thank hi hello hey want need like know tell give let just some any there here about not no yes ok what's i'm it's i'd s m d ll re ve t");

    // The first that a text holds decides.
    private static readonly (string Words, int Asks)[] Kinds =
    [
        ("为什么", 1), ("为啥", 1), ("为何", 1), ("怎么回事", 1), ("什么原因", 1), ("什么意思", 2), ("的意思", 2), ("含义", 2), ("怎么办", 3), ("咋办", 3), ("怎么样", 4), ("好不好", 4), ("好吗", 4), ("怎么", 5), ("怎样", 5), ("如何", 5), ("咋", 5),
        ("什么时候", 6), ("何时", 6), ("几号", 6), ("几点", 6), ("哪天", 6), ("多会", 6), ("多久", 7), ("多长时间", 7), ("几天", 7), ("多少钱", 8), ("价格", 8), ("多少", 9), ("几", 9), ("哪里", 10), ("哪儿", 10), ("哪有", 10), ("在哪", 10), ("谁", 11),
        ("哪个", 12), ("哪种", 12), ("哪家", 12), ("哪款", 12), ("哪部", 12), ("哪些", 13), ("什么", 14), ("啥", 14), ("吗", 15), ("能不能", 15), ("可以", 15), ("是否", 15), ("有没有", 15), ("求", 16), ("推荐", 16),
    ];

    /// <summary>What a word does.</summary>
    public static WordKind Kind(ReadOnlySpan<char> word, ulong hash)
    {
        if (Frame.Contains(hash)) { return WordKind.Frame; }

        if (Asking.Contains(hash)) { return WordKind.Asking; }

        if (EnglishFrame.Contains(hash)) { return WordKind.Frame; }

        if (EnglishAsking.Contains(hash)) { return WordKind.Asking; }

        if (!TextFold.InWord(word[0])) { return word.Length > 1 ? WordKind.Content : WordKind.Character; }

        return word.ContainsAnyExceptInRange('0', '9') ? WordKind.Foreign : WordKind.Number;
    }

    /// <summary>What is asked for: a reason, a way, a time…; 0 when no word tells.</summary>
    public static int Asks(string letters)
    {
        foreach (var (words, asks) in Kinds)
        {
            if (letters.Contains(words, StringComparison.Ordinal)) { return asks; }
        }

        return 0;
    }

    /// <summary>Whether something is denied. 能不能 and 有没有 deny nothing.</summary>
    public static bool Denies(string letters)
    {
        for (var at = 0; at < letters.Length; at++)
        {
            var offered = at > 0 && at + 1 < letters.Length && (letters[at - 1] == letters[at + 1] || letters[at + 1] == '多');
            if (Denials.Contains(letters[at], StringComparison.Ordinal) && !offered) { return true; }
        }

        return false;
    }

    /// <summary>All figures of a text in their order.</summary>
    public static string Digits(string letters) => string.Concat(letters.Where(letter => char.IsDigit(letter) || Numerals.Contains(letter, StringComparison.Ordinal)));

    private static FrozenSet<ulong> Set(string words) => words.Split(' ').Select(word => TextHash.Of(word)).ToFrozenSet();
}
