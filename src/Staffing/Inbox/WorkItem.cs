using Steward.Contracts.Moderation.V1;
using Steward.Kernel;
using Steward.Staffing.ServiceLevels;
using Steward.Staffing.Triage;

namespace Steward.Staffing.Inbox;

/// <summary>
/// One matter that waits for a person: open → claimed → answering → resolved, back to claimed when the answer does not arrive, back to open when it is
/// given back; answering → waiting → claimed where the answer asks something back. Decides only: what it needs are arguments, what it wants is the item it returns; the same item means there is nothing to do.
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

    /// <summary>What it is about, one of <see cref="MatterKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Whether the member called somebody by name.</summary>
    public bool Mentions { get; init; }

    /// <summary>How much it matters, 0 as usual (<see cref="Urgency"/>), and where that puts it in a list: when it opened less what that is worth in waiting.</summary>
    public int Priority { get; init; }
    public DateTimeOffset RankAt { get; init; }
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

    /// <summary>The message in the group that answered it; null: it did not end there.</summary>
    public Guid? EndedBy { get; init; }

    /// <summary>When it was opened again; what was said in the group before answers it no more. Null: it has not been.</summary>
    public DateTimeOffset? ReopenedAt { get; init; }

    /// <summary>The ledger's id of the answer on its way or last tried.</summary>
    public Guid? CommandId { get; init; }

    /// <summary>What a lead looked at in the answer and let go; null: nothing was to be let go.</summary>
    public TextVerdict? LetGo { get; init; }
    public string LetGoBy { get; init; } = "";
    public DateTimeOffset? LetGoAt { get; init; }

    /// <summary>What the answer on its way, or last tried, says about an entry of the knowledge base; null and empty: nothing.</summary>
    public Guid? LessonEntry { get; init; }
    public string LessonUse { get; init; } = "";

    /// <summary>Who handed it to whom it is with, and what they said; empty: nobody did.</summary>
    public string HandedBy { get; init; } = "";
    public string HandNote { get; init; } = "";

    /// <summary>Until then its holder does not want to see it.</summary>
    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>When somebody or the router decided whose it is; null: it waits to be given, or its brand's people are not planned.</summary>
    public DateTimeOffset? GivenAt { get; init; }

    /// <summary>Why it is with whom it is with, or why with nobody (<see cref="Routing.RouteReason"/>), and what they had then of what they may have; empty: the router has not decided.</summary>
    public string Route { get; init; } = "";
    public int RouteHeld { get; init; }
    public int RouteCapacity { get; init; }

    /// <summary>When it went to the leads because nobody took it; null: it has not.</summary>
    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>Deadlines, fixed when it opened; null: it opened before there were any.</summary>
    public DateTimeOffset? ResponseDueAt { get; init; }
    public DateTimeOffset? ResolutionDueAt { get; init; }

    /// <summary>When a person's first answer had reached the group; what the knowledge base answers by itself is no work item.</summary>
    public DateTimeOffset? RespondedAt { get; init; }

    /// <summary>How the deadlines were kept, one of <see cref="Kept"/>, written once: empty while it is not known, and for what was closed in time without an answer.</summary>
    public string Response { get; init; } = "";
    public string ResolutionLevel { get; init; } = "";

    /// <summary>Whether the answer on its way asks something back: then it is the member's turn when it has arrived.</summary>
    public bool AwaitReply { get; init; }

    /// <summary>Since when it is the member's turn; null: it is not.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>By when the member, who wrote again, is to be answered; null: they did not, or were.</summary>
    public DateTimeOffset? NextDueAt { get; init; }

    /// <summary>How many of those deadlines were kept and not.</summary>
    public int NextHit { get; init; }
    public int NextMissed { get; init; }

    /// <summary>This new item with the deadlines of a service level.</summary>
    public WorkItem DueBy(ServiceLevel level)
    {
        var (response, resolution) = level.DueOf(OpenedAt);
        return this with { ResponseDueAt = response, ResolutionDueAt = resolution };
    }

    /// <summary>Somebody takes it. Taking what one has is fine.</summary>
    public Result<WorkItem> Claim(string by, DateTimeOffset at) => State switch
    {
        ItemState.Open => this with { State = ItemState.Claimed, OperatorId = by, ClaimedAt = at },
        ItemState.Claimed when OperatorId == by => this,
        ItemState.Claimed => WorkItemProblems.SomebodyElse(WorkItemId),
        _ => WorkItemProblems.WrongState(WorkItemId, State),
    };

    /// <summary>The same, or taken back from the member's turn by who waits, when there is more to say.</summary>
    public Result<WorkItem> Claim(string by, ServiceLevel level, DateTimeOffset at) =>
        State != ItemState.Waiting ? Claim(by, at) : OperatorId == by ? Resumed(level, at, false) : WorkItemProblems.SomebodyElse(WorkItemId);

    /// <summary>Somebody who has read it says what it is about. What is resolved stays what it was.</summary>
    public Result<WorkItem> MarkAs(string kind, TimeSpan worth) =>
        State == ItemState.Resolved ? WorkItemProblems.WrongState(WorkItemId, State) : Kind == kind ? this : Urgency.Placed(this with { Kind = kind }, worth);

    /// <summary>Its holder, or somebody who may act for others, gives it back to the group's operator.</summary>
    public Result<WorkItem> Release(string by, bool forOthers, string groupOperator) => State switch
    {
        ItemState.Open => this,
        ItemState.Claimed when OperatorId == by || forOthers => this with { State = ItemState.Open, OperatorId = groupOperator, ClaimedAt = null, SnoozedUntil = null, GivenAt = null, Route = "", RouteHeld = 0, RouteCapacity = 0 },
        ItemState.Claimed => WorkItemProblems.SomebodyElse(WorkItemId),
        _ => WorkItemProblems.WrongState(WorkItemId, State),
    };

    /// <summary>Who has it, whose group it is, or who may act for others hands it to a colleague, who finds it open. What nobody has anybody hands on. To whom has it already there is nothing to do.</summary>
    public Result<WorkItem> HandTo(string to, string note, string by, bool forOthers) => State switch
    {
        ItemState.Open when OperatorId == to => this,
        ItemState.Open or ItemState.Claimed when OperatorId == by || OperatorId.Length == 0 || forOthers =>
            this with { State = ItemState.Open, OperatorId = to, ClaimedAt = null, HandedBy = by, HandNote = note, SnoozedUntil = null },
        ItemState.Open or ItemState.Claimed => WorkItemProblems.SomebodyElse(WorkItemId),
        _ => WorkItemProblems.WrongState(WorkItemId, State),
    };

    /// <summary>Whoever has it is not there: it is nobody's again, to be given anew. What is put off until later stays until then, and an answer on its way goes on.</summary>
    public WorkItem HandBack(DateTimeOffset at) => State is not (ItemState.Open or ItemState.Claimed) || OperatorId.Length == 0 || SnoozedUntil > at
        ? this
        : this with { State = ItemState.Open, OperatorId = "", ClaimedAt = null, SnoozedUntil = null, GivenAt = null, Route = "", RouteHeld = 0, RouteCapacity = 0 };

    /// <summary>Put off until a moment, or with null back at once. Whoever puts off what nobody has taken takes it.</summary>
    public Result<WorkItem> Snooze(DateTimeOffset? until, string by, DateTimeOffset at)
    {
        var claimed = Claim(by, at);
        return claimed.Failed ? claimed : until == SnoozedUntil ? this : claimed.Value with { SnoozedUntil = until };
    }

    /// <summary>Its holder answers; an open one is thereby claimed. The same command again is a retry.</summary>
    public Result<WorkItem> AnswerWith(string text, Guid command, string by, DateTimeOffset at)
    {
        if (State is ItemState.Answering or ItemState.Resolved && CommandId == command) { return this; }

        var claimed = Claim(by, at);
        if (claimed.Failed) { return claimed; }

        // The ledger does nothing for an id that it knows: the answer would wait for ever.
        return CommandId == command ? WorkItemProblems.CommandUsed(command) : claimed.Value with { State = ItemState.Answering, Answer = text, CommandId = command, Note = "" };
    }

    /// <summary>This item whose answer a lead let out by their word; with nothing to let go what an earlier answer needed is forgotten.</summary>
    public WorkItem LettingGo(TextVerdict? findings, string by, DateTimeOffset at) => this with { LetGo = findings, LetGoBy = findings is null ? "" : by, LetGoAt = findings is null ? null : at };

    /// <summary>This item whose answer says something about an entry; null: nothing, also when an earlier try did.</summary>
    public WorkItem Teaching(AnswerLesson? lesson) => this with { LessonEntry = lesson?.Entry, LessonUse = lesson?.Use ?? "" };

    /// <summary>This item whose answer asks something back, or does not.</summary>
    public WorkItem Asking(bool back) => this with { AwaitReply = back };

    /// <summary>It is our turn again: the end's deadline goes on with what was left of it, and who wrote has the next answer coming.</summary>
    public WorkItem Resumed(ServiceLevel level, DateTimeOffset at, bool wrote) => this with
    {
        State = ItemState.Claimed, WaitingSince = null, SnoozedUntil = null, LastAskedAt = wrote && at > LastAskedAt ? at : LastAskedAt,
        ResolutionDueAt = ResolutionDueAt > WaitingSince ? level.Hours.After(at, level.Hours.Between(WaitingSince.Value, ResolutionDueAt.Value)) : ResolutionDueAt,
        NextDueAt = wrote ? level.Hours.After(at, TimeSpan.FromMinutes(level.NextResponseMinutes)) : null,
    };

    /// <summary>The member has what they asked for.</summary>
    public WorkItem Content(DateTimeOffset at) => Over(at);

    /// <summary>The member says nothing more: it was over with the answer. Null: it is not their turn.</summary>
    public WorkItem? Silent() => State == ItemState.Waiting ? Over(WaitingSince!.Value) : null;

    // The end's deadline stands still meanwhile.
    private WorkItem Over(DateTimeOffset at) => Ended(Inbox.Resolution.Answered, at) with { ResolutionLevel = Kept.Of(ResolutionDueAt, WaitingSince!.Value), WaitingSince = null };

    /// <summary>Closed without an answer, or, in the member's turn, with the one it had. Closing what is closed is fine.</summary>
    public Result<WorkItem> Close(string note, string by, bool forOthers, DateTimeOffset at) => State switch
    {
        ItemState.Open => Ended(Inbox.Resolution.Closed, at) with { OperatorId = by, Note = note },
        ItemState.Claimed when OperatorId == by || forOthers => Ended(Inbox.Resolution.Closed, at) with { Note = note },
        ItemState.Waiting when OperatorId == by || forOthers => Over(at) with { Note = note },
        ItemState.Claimed or ItemState.Waiting => WorkItemProblems.SomebodyElse(WorkItemId),
        ItemState.Resolved when Resolution == Inbox.Resolution.Closed => this,
        _ => WorkItemProblems.WrongState(WorkItemId, State),
    };

    /// <summary>The answer arrived, or it did not and its holder has the item again with the reason. Null when no answer was on its way.</summary>
    public WorkItem? Settle(bool arrived, string reason, DateTimeOffset at) =>
        State != ItemState.Answering ? null
        : arrived ? AwaitReply ? Answered(at) with { State = ItemState.Waiting, WaitingSince = at, AwaitReply = false } : Answered(at).Ended(Inbox.Resolution.Answered, at)
        : this with { State = ItemState.Claimed, Note = reason };

    /// <summary>A person's answer reached the group: the first, or the next.</summary>
    public WorkItem Answered(DateTimeOffset at) => NextDueAt is { } due ? Responded(at) with { NextDueAt = null, NextHit = NextHit + (at <= due ? 1 : 0), NextMissed = NextMissed + (at <= due ? 0 : 1) } : Responded(at);

    private WorkItem Responded(DateTimeOffset at) => RespondedAt is not null ? this : this with { RespondedAt = at, Response = Response.Length > 0 ? Response : Kept.Of(ResponseDueAt, at) };

    /// <summary>Ended in its group. An answer that is on its way goes on: the same item.</summary>
    /// <param name="reply">What answered it.</param>
    /// <param name="at">When it was over, by the channel.</param>
    public WorkItem AnsweredInGroup(GroupReply reply, DateTimeOffset at) => State is not (ItemState.Open or ItemState.Claimed) ? this
        : (reply.Kind == ReplyKind.Staff ? Answered(reply.SentAt).Ended(Inbox.Resolution.Staff, at) : Ended(Inbox.Resolution.Member, at)) with { EndedBy = reply.MessageId, SnoozedUntil = null };

    /// <summary>It was not over: open again, with whoever had it. What was promised stays as it was kept, its end is judged anew; the channel's clock may be ahead of ours.</summary>
    public Result<WorkItem> Reopen(DateTimeOffset at) => State == ItemState.Resolved && Inbox.Resolution.Reopenable.Contains(Resolution)
        ? Reopened(at)
        : State == ItemState.Open ? this : WorkItemProblems.WrongState(WorkItemId, State);

    private WorkItem Reopened(DateTimeOffset at) =>
        this with { State = ItemState.Open, Resolution = "", ResolvedAt = null, ResolutionLevel = "", EndedBy = null, ReopenedAt = at > ResolvedAt ? at : ResolvedAt, Note = "", ClaimedAt = null };

    /// <summary>Its member goes to sales: what ends the matter here.</summary>
    public Result<WorkItem> HandToSales(string by, bool forOthers, DateTimeOffset at) => State switch
    {
        ItemState.Open => Ended(Inbox.Resolution.Sales, at) with { SnoozedUntil = null },
        ItemState.Claimed when OperatorId == by || forOthers => Ended(Inbox.Resolution.Sales, at) with { SnoozedUntil = null },
        ItemState.Claimed => WorkItemProblems.SomebodyElse(WorkItemId),
        _ => WorkItemProblems.WrongState(WorkItemId, State),
    };

    /// <summary>Nobody in sales spoke to the member: open again with who had it.</summary>
    public WorkItem BackFromSales(DateTimeOffset at) => Resolution == Inbox.Resolution.Sales ? Reopened(at) : this;

    // Who closes what is late already has been late.
    private WorkItem Ended(string resolution, DateTimeOffset at) => this with
    {
        State = ItemState.Resolved, Resolution = resolution, ResolvedAt = at, NextDueAt = null, NextMissed = NextMissed + (NextDueAt < at ? 1 : 0), Response = Response.Length > 0 ? Response : ResponseDueAt < at ? Kept.Missed : "", ResolutionLevel = Kept.Of(ResolutionDueAt, at),
    };
}
