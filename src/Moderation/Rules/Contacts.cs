using System.Globalization;
using Steward.Moderation.Matching;
using Steward.Moderation.Normalisation;

namespace Steward.Moderation.Rules;

/// <summary>
/// Finds ways to be reached outside of the group in a text, pure:
/// <list type="bullet">
/// <item>mobile numbers of China (11 digits from 13 to 19, with or without +86), the digits in any script (１３８, ①③⑧, 一三八, 1️⃣), with up to three signs or blanks between two of them;</item>
/// <item>WeChat ids (without the word) after one that announces them (微信, 薇信, v信, vx, wechat, 加v …): a letter and 5 to 19 letters, digits, '-', '_', or 6 to 12 digits;</item>
/// <item>QQ numbers after qq, 扣扣, 企鹅 …: 5 to 11 digits;</item>
/// <item>e-mail addresses, also full-width.</item>
/// </list>
/// Not found: land lines, ids that nothing announces, numbers in pictures.
/// </summary>
internal static class Contacts
{
    private const int MobileDigits = 11;
    private const int WidestGap = 3;
    private const int CueReach = 6;

    private static readonly string[] WechatCues = ["微信", "薇信", "威信", "徽信", "溦信", "v信", "vx", "wx", "wechat", "wechat id", "wechatid", "weixin", "微信id", "微信号", "加v", "+v", "加微", "加薇", "➕v", "➕微", "卫星", "微号", "v号"];
    private static readonly string[] QqCues = ["qq", "扣扣", "企鹅", "q号", "球球"];
    private static readonly sbyte[] Digits = AllDigits();

    /// <summary>The words that announce an id.</summary>
    public static TermMatcher Cues { get; } = new([.. WechatCues, .. QqCues]);

    /// <summary>Whether one of <see cref="Cues"/> announces a WeChat id; the others announce QQ numbers.</summary>
    public static bool IsWechat(int cue) => cue < WechatCues.Length;

    /// <summary>One spelling of a number, id or address: folded, digits as digits, without signs in between.</summary>
    public static string Normalise(string contact)
    {
        var kept = contact.Select(c => DigitOf(c) is >= 0 and var digit ? (char)('0' + digit) : FoldTable.Fold(c)).Where(c => char.IsAsciiLetterOrDigit(c) || c is '@' or '.' or '_').ToArray();
        return new string(kept);
    }

    /// <summary>The first mobile number at or after a place.</summary>
    public static Place? Phone(ReadOnlySpan<char> text, int from)
    {
        for (var at = from; at < text.Length; at++)
        {
            // A number begins where no digit stands right before; "86" of +86 may.
            if (DigitOf(text[at]) != 1 || (at > from && DigitOf(text[at - 1]) >= 0 && !IsCountryCode(text, at))) { continue; }

            if (ReadMobile(text, at) is { } end && (end == text.Length || DigitOf(text[end]) < 0)) { return new Place(at, end - at); }
        }

        return null;
    }

    /// <returns>Where eleven digits that begin here end, or null.</returns>
    private static int? ReadMobile(ReadOnlySpan<char> text, int start)
    {
        var (count, gap) = (0, 0);
        for (var at = start; at < text.Length; at++)
        {
            var digit = DigitOf(text[at]);
            if (digit < 0)
            {
                // Words end a number; what makes a keycap of a digit is no gap.
                if (char.IsLetter(text[at]) || (text[at] is not ('\uFE0F' or '\u20E3' or '\u200B' or '\u200D') && ++gap > WidestGap)) { return null; }

                continue;
            }

            if (count == 1 && digit < 3) { return null; }

            gap = 0;
            if (++count == MobileDigits) { return at + 1; }
        }

        return null;
    }

    private static bool IsCountryCode(ReadOnlySpan<char> text, int at) => at >= 2 && DigitOf(text[at - 1]) == 6 && DigitOf(text[at - 2]) == 8 && (at == 2 || DigitOf(text[at - 3]) < 0);

    /// <summary>The id that a word announces.</summary>
    public static Place? After(ReadOnlySpan<char> text, Place cue, bool wechat)
    {
        // wx is no announcement within a word: "wxpay", "boxwx1".
        var first = FoldTable.Fold(text[cue.Start]);
        if (char.IsAsciiLetter(first) && cue.Start > 0 && char.IsAsciiLetter(FoldTable.Fold(text[cue.Start - 1]))) { return null; }

        var end = cue.Start + cue.Length;
        for (var begin = end; begin < text.Length && begin - end <= CueReach; begin++)
        {
            var c = FoldTable.Fold(text[begin]);
            if (!char.IsAsciiLetterOrDigit(c) && DigitOf(text[begin]) < 0) { continue; }

            // wxpay, wechatting: a word of its own.
            if (begin == end && char.IsAsciiLetter(c) && first == 'w') { return null; }

            return (wechat ? WechatIdAt(text[begin..]) : QqNumberAt(text[begin..])) is > 0 and var length ? new Place(begin, length) : null;
        }

        return null;
    }

    private static int WechatIdAt(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && FoldTable.Fold(text[length]) is var c && (char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) { length++; }

        if (length is >= 6 and <= 20 && char.IsAsciiLetter(FoldTable.Fold(text[0]))) { return length; }

        return DigitsAt(text, 6, 12);
    }

    private static int QqNumberAt(ReadOnlySpan<char> text) => DigitsAt(text, 5, 11);

    /// <summary>How much of the text is a number of so many digits, single signs between them allowed; 0: it is none.</summary>
    private static int DigitsAt(ReadOnlySpan<char> text, int least, int most)
    {
        var (count, end, gap) = (0, 0, 0);
        for (var at = 0; at < text.Length; at++)
        {
            if (DigitOf(text[at]) >= 0) { (count, end, gap) = (count + 1, at + 1, 0); }
            else if (char.IsLetter(text[at]) || ++gap > 1) { break; }
        }

        return count >= least && count <= most ? end : 0;
    }

    /// <summary>The first e-mail address at or after a place.</summary>
    public static Place? Mail(ReadOnlySpan<char> text, int from)
    {
        for (var at = from; at < text.Length; at++)
        {
            if (FoldTable.Fold(text[at]) != '@') { continue; }

            var (start, end, lastDot) = (at, at + 1, -1);
            while (start > from && IsMailSign(text[start - 1])) { start--; }

            while (end < text.Length && FoldTable.Fold(text[end]) is var c && (char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '。'))
            {
                if (c is '.' or '。') { lastDot = end; }

                end++;
            }

            var top = 0;
            while (lastDot >= 0 && lastDot + 1 + top < end && char.IsAsciiLetter(FoldTable.Fold(text[lastDot + 1 + top]))) { top++; }

            if (start < at && lastDot > at + 1 && top >= 2) { return new Place(start, lastDot + 1 + top - start); }
        }

        return null;
    }

    private static bool IsMailSign(char typed) => FoldTable.Fold(typed) is var c && (char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '+');

    /// <summary>The digit that a character stands for, or -1.</summary>
    private static int DigitOf(char c) => Digits[c];

    private static sbyte[] AllDigits()
    {
        var digits = new sbyte[char.MaxValue + 1];
        for (var c = 0; c < digits.Length; c++) { digits[c] = CharUnicodeInfo.GetDigitValue((char)c) is >= 0 and <= 9 and var digit ? (sbyte)digit : (sbyte)-1; }

        foreach (var row in (string[])["零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖", "洞幺两仨亖伍陸拐扒勾"])
        {
            for (var digit = 0; digit < row.Length; digit++) { digits[row[digit]] = (sbyte)digit; }
        }

        return digits;
    }
}
