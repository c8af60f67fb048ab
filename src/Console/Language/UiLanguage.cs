using System.Globalization;

namespace Steward.Console.Language;

/// <summary>A language of the user interface.</summary>
public sealed record UiLanguage
{
    /// <summary>Simplified Chinese, which is what a new user sees.</summary>
    public static readonly UiLanguage Chinese = new("zh-CN", "中文");

    /// <summary>English.</summary>
    public static readonly UiLanguage English = new("en", "English");

    private UiLanguage(string tag, string ownName) => (Tag, OwnName, Culture) = (tag, ownName, CultureInfo.GetCultureInfo(tag));

    /// <summary>Its BCP 47 tag.</summary>
    public string Tag { get; }

    /// <summary>What its speakers call it.</summary>
    public string OwnName { get; }

    /// <summary>How it writes numbers and dates.</summary>
    public CultureInfo Culture { get; }

    /// <summary>The one to switch to.</summary>
    public UiLanguage Other => this == Chinese ? English : Chinese;

    /// <summary>The language of a culture; Chinese unless it is English.</summary>
    public static UiLanguage Of(CultureInfo culture) => culture.TwoLetterISOLanguageName == "en" ? English : Chinese;
}
