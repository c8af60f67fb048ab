using Steward.Contracts.Staffing.V1;

namespace Steward.Console.Inbox;

/// <summary>Finds what waits with the same question, so that one answer serves all of it.</summary>
internal static class AlikeItems
{
    /// <summary>From this probability on the same suggestion means the same matter.</summary>
    private const double Sure = 0.3;

    /// <summary>Those of the items that ask the same as one and that a person may answer, in their order: the same words, or the same suggestion with some certainty on both sides.</summary>
    public static IReadOnlyList<WorkItem> To(WorkItem item, IEnumerable<WorkItem> items, string me)
    {
        var words = Words(item.Question);
        return
        [
            .. items.Where(other => other.WorkItemId != item.WorkItemId && other.BrandId == item.BrandId && MayAnswer(other, me)
                && ((words.Length > 0 && Words(other.Question) == words) || SameSuggestion(item, other))),
        ];
    }

    private static bool MayAnswer(WorkItem item, string me) => item.State == "open" || (item.State == "claimed" && item.OperatorId == me);

    private static bool SameSuggestion(WorkItem one, WorkItem other) =>
        one.SuggestedAnswer.Length > 0 && one.SuggestedAnswer == other.SuggestedAnswer && Math.Min(one.SuggestionScore, other.SuggestionScore) >= Sure;

    // Case, width and marks make no other question.
    private static string Words(string text) => string.Concat(text.Normalize(System.Text.NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
