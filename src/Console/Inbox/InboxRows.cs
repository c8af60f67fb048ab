using Google.Protobuf.WellKnownTypes;
using Steward.Contracts.Staffing.V1;

namespace Steward.Console.Inbox;

/// <summary>Whose work items the inbox shows.</summary>
public enum Whose
{
    /// <summary>The person's own.</summary>
    Mine,

    /// <summary>Nobody's.</summary>
    Unassigned,

    /// <summary>All within the person's brands.</summary>
    All,
}

/// <summary>What the inbox is asked to show.</summary>
/// <param name="Me">The person's operator id.</param>
/// <param name="Whose">Whose items.</param>
/// <param name="Brand">Only this brand's; empty: all.</param>
/// <param name="State">One state; empty: everything in which it is our turn.</param>
/// <param name="Search">Part of a question; empty: all.</param>
public sealed record InboxFilter(string Me, Whose Whose, string Brand, string State, string Search)
{
    /// <summary>Only what waits for its first or next answer and is due before this; null: all.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Only what went to the leads because nobody took it.</summary>
    public bool Escalated { get; init; }

    /// <summary>Only what is about this; empty: anything.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Only what is not put off beyond this; null: all.</summary>
    public DateTimeOffset? AwakeAt { get; init; }

    /// <summary>The operator that Staffing filters by; empty: it is not asked to.</summary>
    public string OperatorId => Whose == Whose.Mine ? Me : "";

    /// <summary>How Staffing is asked for a page of it.</summary>
    /// <param name="token">Where the page before ended; empty: the first.</param>
    /// <param name="size">At most so many.</param>
    public ListWorkItemsRequest Request(string token, int size) => new()
    {
        BrandId = Brand, OperatorId = OperatorId, Unassigned = Whose == Whose.Unassigned, Search = Search, PageSize = size, PageToken = token, States = { State.Length > 0 ? [State] : Array.Empty<string>() },
        Kinds = { Kind.Length > 0 ? [Kind] : Array.Empty<string>() }, DueBefore = DueBefore is { } due ? Timestamp.FromDateTimeOffset(due) : null, Snoozed = AwakeAt is null, Escalated = Escalated,
    };

    /// <summary>Whether an item belongs into the list.</summary>
    public bool Admits(WorkItem item) =>
        Whose switch { Whose.Mine => item.OperatorId == Me, Whose.Unassigned => item.OperatorId.Length == 0, _ => true }
        && (Brand.Length == 0 || item.BrandId == Brand)
        && (State.Length > 0 ? item.State == State : item.State is not ("resolved" or "waiting"))
        && (DueBefore is null || InboxRows.DueOf(item) < DueBefore)
        && (Kind.Length == 0 || item.Kind == Kind)
        && (!Escalated || item.EscalatedAt is not null)
        && (AwakeAt is null || item.SnoozedUntil is null || item.SnoozedUntil.ToDateTimeOffset() <= AwakeAt)
        && (Search.Length == 0 || item.Question.Contains(Search, StringComparison.OrdinalIgnoreCase));
}

/// <summary>The inbox's list: longest waiting first, what is urgent as if it had waited longer. Each change gives a new list.</summary>
public static class InboxRows
{
    /// <summary>What items are about, as Staffing spells it.</summary>
    public static readonly string[] Kinds = ["question", "complaint", "intent"];

    /// <summary>The list after an item changed: it comes in, changes in its place, or goes.</summary>
    /// <param name="rows">The list before.</param>
    /// <param name="item">The item as it is now.</param>
    /// <param name="filter">What the list shows.</param>
    /// <param name="complete">Whether the list is loaded to its end; else a newcomer that waits less long than its last row belongs to a page not loaded.</param>
    public static IReadOnlyList<WorkItem> With(IReadOnlyList<WorkItem> rows, WorkItem item, InboxFilter filter, bool complete)
    {
        var others = rows.Where(row => row.WorkItemId != item.WorkItemId).ToList();
        if (!filter.Admits(item)) { return others; }

        var at = others.FindIndex(row => Key(row).CompareTo(Key(item)) > 0);
        if (at >= 0) { others.Insert(at, item); }
        else if (complete || others.Count < rows.Count) { others.Add(item); }

        return others;
    }

    /// <summary>The list without an item that no longer exists for this person.</summary>
    public static IReadOnlyList<WorkItem> Without(IReadOnlyList<WorkItem> rows, string itemId) => [.. rows.Where(row => row.WorkItemId != itemId)];

    /// <summary>When an answer is due, the first or the next: until then the clock runs down, afterwards it only tells how long it has been. Null: none is.</summary>
    public static DateTimeOffset? DueOf(WorkItem item) =>
        item.State == "resolved" ? null : item.NextDueAt is { } next ? next.ToDateTimeOffset() : item.Response.Length == 0 ? item.ResponseDueAt?.ToDateTimeOffset() : null;

    /// <summary>The neighbour of an item, for the keyboard; the first row when the item is not in the list.</summary>
    public static WorkItem? Neighbour(IReadOnlyList<WorkItem> rows, string? itemId, int step)
    {
        if (rows.Count == 0) { return null; }

        var at = rows.ToList().FindIndex(row => row.WorkItemId == itemId);
        return at < 0 ? rows[0] : rows[Math.Clamp(at + step, 0, rows.Count - 1)];
    }

    private static (DateTimeOffset, string) Key(WorkItem item) => (item.RankAt.ToDateTimeOffset(), item.WorkItemId);
}
