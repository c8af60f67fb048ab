using Steward.Kernel;
using Steward.Moderation.Matching;

namespace Steward.Moderation.Compliance.Phrases;

/// <summary>Whether a phrase can be added; everything that is wrong with it is told at once.</summary>
internal static class PhraseCheck
{
    public const int LongestWords = 500;

    /// <summary>An exemption is looked at again at least once a year.</summary>
    public static readonly TimeSpan LongestExemption = TimeSpan.FromDays(366);

    private static readonly string[] Severities = ["hint", "review", "block"];

    public static Problem? Wrong(BrandPhrase phrase, DateTimeOffset now)
    {
        var (isLine, isExemption) = (phrase.Kind == PhraseKind.RedLine, phrase.Kind == PhraseKind.Exemption);
        var wrong = new List<(string Field, string Rule)>();
        Expect(isLine || isExemption, "phrase.kind", $"must be {PhraseKind.RedLine} or {PhraseKind.Exemption}");
        Expect(IsFindable(phrase.Phrase), "phrase.phrase", $"must have 1 to {TermMatcher.LongestTerm} characters, one of which is a letter, digit or sign that can be seen");
        Expect(!isLine || Severities.Contains(phrase.Severity), "phrase.severity", $"of a red line must be one of {string.Join(", ", Severities)}");
        Expect(!isLine || IsSaid(phrase.Advice), "phrase.advice", $"of a red line must have 1 to {LongestWords} characters: what to do instead");
        Expect(!isExemption || (phrase.Severity + phrase.Advice + phrase.Rewording).Length == 0, "phrase.severity", "advice and rewording are a red line's; an exemption has none");
        Expect(phrase.Rewording.Length == 0 || IsSaid(phrase.Rewording), "phrase.rewording", $"must have at most {LongestWords} characters, none of them U+0000, or none at all");
        Expect(IsSaid(phrase.Reason), "phrase.reason", $"must have 1 to {LongestWords} characters");
        Expect(!isExemption || phrase.Until is not null, "phrase.until", "is missing: an exemption ends");
        Expect(phrase.Until is not { } end || end > now, "phrase.until", "lies in the past");
        Expect(!isExemption || !(phrase.Until > now + LongestExemption), "phrase.until", $"is more than {LongestExemption.TotalDays:0} days ahead");
        return wrong.Count == 0 ? null : PhraseProblems.Invalid(wrong);

        void Expect(bool holds, string field, string rule)
        {
            if (!holds) { wrong.Add((field, rule)); }
        }
    }

    public static bool IsSaid(string text) => text.Trim().Length > 0 && text.Length <= LongestWords && !text.Contains('\0', StringComparison.Ordinal);

    private static bool IsFindable(string text) =>
        text.Length is > 0 and <= TermMatcher.LongestTerm && !text.Contains('\0', StringComparison.Ordinal)
        && SymbolTable.OfRules.Fold(text) is { Length: > 0 and <= TermMatcher.LongestTerm } folded && !string.IsNullOrWhiteSpace(folded) && !folded.Contains('\0', StringComparison.Ordinal);
}
