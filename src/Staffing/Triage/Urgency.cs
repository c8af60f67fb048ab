using Steward.Staffing.Inbox;

namespace Steward.Staffing.Triage;

/// <summary>How much an item matters beside others: each step counts as some time of waiting (<c>Routing:PriorityWorth</c>), in the inbox's lists as for the router.</summary>
internal static class Urgency
{
    public const int OfComplaint = 5;
    public const int OfIntent = 1;

    /// <summary>Asking again counts once: who waits writes again, and who writes ten lines in a row has not waited.</summary>
    private const int OfAskingAgain = 1;

    /// <summary>Who calls somebody by name (@) waits for an answer, where others ask the room.</summary>
    private const int OfMention = 1;

    public static int Of(string kind, int questions, bool mentions) =>
        kind switch { MatterKind.Complaint => OfComplaint, MatterKind.Intent => OfIntent, _ => 0 } + (questions > 1 ? OfAskingAgain : 0) + (mentions ? OfMention : 0);

    /// <summary>An item with the place that its kind and questions give it.</summary>
    public static WorkItem Placed(WorkItem item, TimeSpan worth)
    {
        var priority = Of(item.Kind, item.Questions, item.Mentions);
        return item with { Priority = priority, RankAt = item.OpenedAt - (priority * worth) };
    }
}
