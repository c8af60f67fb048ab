using Steward.Contracts.Content.V1;

namespace Steward.Console.Phrases;

/// <summary>Finds canned phrases by what somebody types.</summary>
internal static class PhraseFilter
{
    /// <summary>Those that have the words in shortcut, title, text or category; those whose shortcut begins so come first.</summary>
    public static IReadOnlyList<CannedPhrase> Of(IEnumerable<CannedPhrase> phrases, string search)
    {
        var words = search.Trim().TrimStart('/');
        bool Has(string text) => text.Contains(words, StringComparison.OrdinalIgnoreCase);
        return
        [
            .. phrases.Where(one => Has(one.Shortcut) || Has(one.Title) || Has(one.Text) || Has(one.Category))
                .OrderBy(one => one.Shortcut.StartsWith($"/{words}", StringComparison.OrdinalIgnoreCase) ? 0 : 1).ThenBy(one => one.Shortcut, StringComparer.Ordinal),
        ];
    }
}
