using System.Text.RegularExpressions;

namespace Steward.Console.Tests.Language;

/// <summary>What a component's markup says by itself, to eyes and to screen readers, instead of by the texts.</summary>
internal static partial class Markup
{
    /// <summary>Names and keys that are the same in every language.</summary>
    private static readonly string[] Same = ["ID", "Ctrl", "Ctrl 1", "Esc", "Ctrl+Enter"];

    /// <summary>Chinese anywhere but in comments and in the logo; words of another language between two tags, or in an attribute that is read out.</summary>
    public static IEnumerable<string> WordsOf(string component)
    {
        var code = component.IndexOf("\n@code {", StringComparison.Ordinal);
        var markup = Comment().Replace(code < 0 ? component : component[..code], "");
        return Chinese().Matches(Logo().Replace(markup, "")).Select(match => match.Value)
            .Concat(Between().Matches(markup).Concat(Told().Matches(markup)).Select(match => match.Groups[1].Value.Trim()).Where(words => !Same.Contains(words)));
    }

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("<span class=\"logo\"[^>]*>管</span>")]
    private static partial Regex Logo();

    [GeneratedRegex(@"[\u3000-\u303F\u4E00-\u9FFF\uFF01-\uFF5E]+")]
    private static partial Regex Chinese();

    [GeneratedRegex(@">\s*([A-Za-z][A-Za-z0-9 ,.'’!?:+/-]+)\s*<")]
    private static partial Regex Between();

    [GeneratedRegex("\\b(?:title|placeholder|aria-label|alt)=\"([^\"@]*[A-Za-z]{2}[^\"@]*)\"", RegexOptions.IgnoreCase)]
    private static partial Regex Told();
}
