namespace Steward.Staffing.Triage;

/// <summary>Words by which somebody says that they have what they asked for. Short ones only: "thanks" in a longer text is politeness.</summary>
internal static class Thanks
{
    private const int Longest = 12;
    private const int LongestEnglish = 30;
    private static readonly string[] Said = ["谢谢", "谢啦", "多谢", "感谢", "知道了", "明白了", "懂了", "了解了", "清楚了", "解决了", "搞定了", "收到了", "找到了", "好了", "可以了"];
    private static readonly string[] English = ["thanks", "thank you", "thx", "got it", "solved", "works now"];
    private static readonly string[] NotSo = ["没", "不", "吗", "?", "？", "但", "可是", "还", "not", "but"];

    public static bool In(string text)
    {
        var said = text.Trim();
        return said.Length <= Longest && Has(said, Said) && !Has(said, NotSo) || said.Length <= LongestEnglish && Has(said, English) && !Has(said, NotSo);
    }

    private static bool Has(string text, string[] words) => Array.Exists(words, word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
