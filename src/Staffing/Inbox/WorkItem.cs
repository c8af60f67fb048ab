using Steward.Kernel;

namespace Steward.Staffing.Inbox;

/// <summary>The states of a work item, in their wire spelling.</summary>
internal static class ItemState
{
    public const string Open = "open";
    public const string Claimed = "claimed";
    public const string Answering = "answering";
    public const string Resolved = "resolved";

    public static readonly string[] All = [Open, Claimed, Answering, Resolved];
    public static readonly string[] Unresolved = [Open, Claimed, Answering];
}

/// <summary>How a resolved item ended, in wire spelling.</summary>
internal static class Resolution
{
    public const string Answered = "answered";
    public const string Closed = "closed";
}

/// <summary>
/// One matter that waits for a person: open → claimed → answering → resolved, back to claimed when the answer does not arrive, back to open when it is
/// given back. Decides only: what it needs are arguments, what it wants is the item it returns; the same item means there is nothing to do.
/// </summary>
internal sealed record WorkItem
{
    public required BrandId BrandId { get; init; }
    public required Guid WorkItemId { get; init; }
    public required AccountId AccountId { get; init; }
    public required GroupId GroupId { get; init; }
    public required MemberId MemberId { get; init; }
    public required string State { get; init; }

    /// <summary>Who has it or whose group it is; empty: nobody.</summary>
    public required string OperatorId { get; init; }
    public required string Question { get; init; }
    public required int Questions { get; init; }
    public required string SuggestedAnswer { get; init; }
    public required double SuggestionScore { get; init; }

    /// <summary>When the member first asked: the wait counts from there.</summary>
    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset LastAskedAt { get; init; }
    public DateTimeOffset? ClaimedAt { get; init; }
    public DateTimeOffset? ResolvedAt { get; init; }
    public string Answer { get; init; } = "";
    public string Resolution { get; init; } = "";
    public string Note { get; init; } = "";

    /// <summary>The ledger's id of the answer on its way or last tried.</summary>
    public Guid? CommandId { get; init; }

    /// <summary>Somebody takes it. Taking what one has is fine.</summary>
    public Result<WorkItem> Claim(string by, DateTimeOffset at) => State switch
    {
        ItemState.Open => this with { State = ItemState.Claimed, OperatorId = by, ClaimedAt = at },
        ItemState.Claimed when OperatorId == by => this,
        ItemState.Claimed => WorkItemProblems.SomebodyElse(WorkItemId),
        _ => WorkItemProblems.WrongState(WorkItemId, State),
    };

    /// <summary>Its holder, or somebody who may act for others, gives it back to the group's operator.</summary>
    public Result<WorkItem> Release(string by, bool forOthers, string groupOperator) => State switch
    {
        ItemState.Open => this,
        ItemState.Claimed when OperatorId == by || forOthers => this with { State = ItemState.Open, OperatorId = groupOperator, ClaimedAt = null },
        ItemState.Claimed => WorkItemProblems.SomebodyElse(WorkItemId),
        _ => WorkItemProblems.WrongState(WorkItemId, State),
    };

    /// <summary>Its holder answers; an open one is thereby claimed. The same command again is a retry.</summary>
    public Result<WorkItem> AnswerWith(string text, Guid command, string by, DateTimeOffset at)
    {
        if (State is ItemState.Answering or ItemState.Resolved && CommandId == command) { return this; }

        var claimed = Claim(by, at);
        if (claimed.Failed) { return claimed; }

        // The ledger does nothing for an id that it knows: the answer would wait for ever.
        return CommandId == command ? WorkItemProblems.CommandUsed(command) : claimed.Value with { State = ItemState.Answering, Answer = text, CommandId = command, Note = "" };
    }

    /// <summary>Closed without an answer. Closing what is closed is fine.</summary>
    public Result<WorkItem> Close(string note, string by, bool forOthers, DateTimeOffset at) => State switch
    {
        ItemState.Open => Ended(Inbox.Resolution.Closed, at) with { OperatorId = by, Note = note },
        ItemState.Claimed when OperatorId == by || forOthers => Ended(Inbox.Resolution.Closed, at) with { Note = note },
        ItemState.Claimed => WorkItemProblems.SomebodyElse(WorkItemId),
        ItemState.Resolved when Resolution == Inbox.Resolution.Closed => this,
        _ => WorkItemProblems.WrongState(WorkItemId, State),
    };

    /// <summary>The answer arrived, or it did not and its holder has the item again with the reason. Null when no answer was on its way.</summary>
    public WorkItem? Settle(bool arrived, string reason, DateTimeOffset at) =>
        State != ItemState.Answering ? null
        : arrived ? Ended(Inbox.Resolution.Answered, at)
        : this with { State = ItemState.Claimed, Note = reason };

    private WorkItem Ended(string resolution, DateTimeOffset at) => this with { State = ItemState.Resolved, Resolution = resolution, ResolvedAt = at };
}
