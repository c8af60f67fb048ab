using System.Buffers;
using System.Collections.Frozen;

namespace Steward.Moderation.Rules;

/// <summary>
/// Finds the hosts of links in chat text: <c>http://…</c> and <c>www.…</c> with any host, and bare names that end in a known top-level domain.
/// Width and case do not matter; <c>。</c> between Latin letters is a dot, as browsers read it. E-mail addresses are no links. Immutable.
/// </summary>
/// <param name="topLevels">Further top-level domains (of listed domains) that make a bare name a link.</param>
internal sealed class LinkFinder(IEnumerable<string> topLevels)
{
    // Not all there are: names such as readme.md, run.sh or main.py are files far more often than links.
    private static readonly string[] CommonTopLevels =
    [
        "com", "net", "org", "cn", "edu", "gov", "info", "biz", "top", "xyz", "vip", "shop", "club", "site", "online", "store", "ltd", "link", "live", "fun", "work", "tech",
        "pro", "app", "dev", "wang", "ink", "asia", "mobi", "name", "group", "team", "world", "icu", "cloud", "win", "bid", "loan", "click", "website", "space", "press", "one",
        "art", "run", "cool", "games", "today", "company", "center", "video", "social", "io", "cc", "tv", "me", "co", "hk", "tw", "mo", "us", "uk", "jp", "kr", "ru", "de", "fr",
        "eu", "ai", "la", "ws", "pw", "tk", "ml", "ga", "cf", "gq", "im", "gg", "vc", "sg", "au", "ca", "br", "nl", "es", "se", "ch", "ua", "kz", "vn", "ph",
    ];

    private static readonly SearchValues<char> Dots = SearchValues.Create(".．。｡");

    private readonly FrozenSet<string> _topLevels = CommonTopLevels.Concat(topLevels).ToFrozenSet();

    /// <summary>The next host at or after a place; <paramref name="from"/> moves behind it.</summary>
    public bool TryNext(ReadOnlySpan<char> text, ref int from, out Range host)
    {
        while (from < text.Length && text[from..].IndexOfAny(Dots) is >= 0 and var distance)
        {
            var dot = from + distance;
            var start = dot;
            while (start > from && IsLatinHost(text, start - 1)) { start--; }

            var end = dot;
            while (end < text.Length && IsLatinHost(text, end)) { end++; }

            while (end > start && HostFolding.Of(text[end - 1]) is '.' or '-' or '。' or '｡') { end--; }

            var found = Place(text, from, start, dot, end);
            from = Math.Max(end, Math.Max(found?.End ?? 0, dot + 1));
            if (found is { } place)
            {
                host = place.Start..place.End;
                return true;
            }
        }

        host = default;
        return false;
    }

    private (int Start, int End)? Place(ReadOnlySpan<char> text, int from, int start, int dot, int end)
    {
        var wideStart = dot;
        while (wideStart > from && IsAnyHost(text[wideStart - 1])) { wideStart--; }

        if (SchemeEndsAt(text, start) || IsWww(text, start, dot) || AfterUserInfo(text, start)) { return Explicit(text, start, dot, end); }

        if (wideStart < start && SchemeEndsAt(text, wideStart)) { return (wideStart, WideEnd(text, dot)); }

        var isMail = start > 0 && HostFolding.Of(text[start - 1]) == '@';
        var known = isMail ? 0 : KnownLength(text[start..end]);
        return known > 0 ? (start, start + known) : null;
    }

    /// <summary>A host after a scheme: all of it, so that nothing hides behind a well-known beginning; but Chinese text that follows without a space is not part of it.</summary>
    private (int Start, int End)? Explicit(ReadOnlySpan<char> text, int start, int dot, int end)
    {
        var textFollows = end < text.Length && text[end] > 0x7F && char.IsLetter(text[end]);
        if (end > dot && (!textFollows || KnownLength(text[start..end]) > 0)) { return (start, end); }

        var wideEnd = WideEnd(text, dot);
        return wideEnd > dot + 1 ? (start, wideEnd) : null;
    }

    private static int WideEnd(ReadOnlySpan<char> text, int dot)
    {
        var end = dot + 1;
        while (end < text.Length && (IsAnyHost(text[end]) || (IsDot(text[end]) && end + 1 < text.Length && IsAnyHost(text[end + 1])))) { end++; }

        return end;
    }

    /// <summary>How much of a dotted name, from its beginning, ends in a known top-level domain; 0 when none does.</summary>
    private int KnownLength(ReadOnlySpan<char> name)
    {
        Span<char> label = stackalloc char[63];
        var lookup = _topLevels.GetAlternateLookup<ReadOnlySpan<char>>();
        var longest = 0;
        var labelStart = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            if (i < name.Length && !IsDot(name[i])) { continue; }

            var length = i - labelStart;
            if (labelStart > 1 && length is > 0 and <= 63)
            {
                for (var j = 0; j < length; j++) { label[j] = HostFolding.Of(name[labelStart + j]); }

                if (lookup.Contains(label[..length])) { longest = i; }
            }

            labelStart = i + 1;
        }

        return longest;
    }

    private static bool SchemeEndsAt(ReadOnlySpan<char> text, int at) =>
        at >= 4 && HostFolding.Of(text[at - 1]) == '/' && HostFolding.Of(text[at - 2]) == '/' && HostFolding.Of(text[at - 3]) == ':' && char.IsAsciiLetter(HostFolding.Of(text[at - 4]));

    private static bool IsWww(ReadOnlySpan<char> text, int start, int dot) =>
        dot - start == 3 && HostFolding.Of(text[start]) == 'w' && HostFolding.Of(text[start + 1]) == 'w' && HostFolding.Of(text[start + 2]) == 'w';

    /// <summary><c>http://name@host</c>: the host is what comes after the @.</summary>
    private static bool AfterUserInfo(ReadOnlySpan<char> text, int at)
    {
        if (at == 0 || HostFolding.Of(text[at - 1]) != '@') { return false; }

        var begin = at - 1;
        while (begin > 0 && !char.IsWhiteSpace(text[begin - 1]) && HostFolding.Of(text[begin - 1]) != '/') { begin--; }

        return SchemeEndsAt(text, begin);
    }

    private static bool IsLatinHost(ReadOnlySpan<char> text, int at) =>
        HostFolding.Of(text[at]) switch
        {
            '.' or '-' or '_' => true,
            '。' or '｡' => at > 0 && at + 1 < text.Length && IsLatin(text[at - 1]) && IsLatin(text[at + 1]),
            var c => char.IsAsciiLetterOrDigit(c),
        };

    private static bool IsLatin(char c) => char.IsAsciiLetterOrDigit(HostFolding.Of(c));

    private static bool IsAnyHost(char c) => char.IsLetterOrDigit(c) || c is '-';

    private static bool IsDot(char c) => HostFolding.Of(c) is '.' or '。' or '｡';
}
