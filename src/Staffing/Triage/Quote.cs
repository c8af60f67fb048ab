namespace Steward.Staffing.Triage;

/// <summary>
/// What a message quotes. WeCom's archive puts it into the words themselves: a heading, the quoted name and words in quotation marks, a line of hyphens, the answer
/// (developer.work.weixin.qq.com/document/path/91774, "文本"; in English with an English heading).
/// </summary>
internal static class Quote
{
    private static readonly string[] Headings = ["这是一条引用/回复消息：", "This is a quote/reply:"];
    private const string Rule = "\n------\n";

    /// <summary>The quoted words without who said them; empty where nothing is quoted.</summary>
    public static string Of(string text)
    {
        var heading = Array.Find(Headings, one => text.StartsWith(one, StringComparison.Ordinal));
        var end = heading is null ? -1 : text.LastIndexOf(Rule, StringComparison.Ordinal);
        if (end < 0) { return ""; }

        var quoted = text[heading!.Length..end].Trim().Trim('"', '“', '”');
        var name = quoted.IndexOf('\n', StringComparison.Ordinal);
        return name > 0 && quoted[name - 1] is '：' or ':' ? quoted[(name + 1)..].Trim() : quoted;
    }

    /// <summary>Whether the quoted words are these: channels cut what is long.</summary>
    public static bool IsOf(string quoted, string said)
    {
        var (part, whole) = (quoted.TrimEnd('…', '.', ' '), said.Trim());
        return part.Length > 0 && (whole == part || (part.Length >= LeastCut && whole.StartsWith(part, StringComparison.Ordinal)));
    }

    private const int LeastCut = 8;
}
