using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Staffing.V1;
using Steward.Contracts.Words;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Steward.ServiceDefaults.Outbound;
using Steward.Staffing.Triage;
using Wire = Steward.Contracts.Staffing.V1;

namespace Steward.Staffing.Inbox;

internal sealed class WorkItemsGrpc(
    ListWorkItems list, GetWorkItem get, ClaimWorkItem claim, ReleaseWorkItem release, AnswerWorkItem answer, ResolveWorkItem resolve, HandOverWorkItems handOver, SnoozeWorkItem snooze, MarkWorkItem mark, ReopenWorkItem reopen, GetWorkTotals totals) : WorkItemService.WorkItemServiceBase
{
    public override async Task<ListWorkItemsResponse> ListWorkItems(ListWorkItemsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        if (request.States.FirstOrDefault(state => !ItemState.All.Contains(state)) is { } unknown) { throw WorkItemProblems.UnknownState(unknown).ToRpc(); }

        if (request.Kinds.FirstOrDefault(kind => !MatterKind.All.Contains(kind)) is { } kind) { throw WorkItemProblems.UnknownKind(kind).ToRpc(); }

        var size = CallScope.PageSize(request.PageSize);
        var page = await list.HandleAsync(
            new ItemFilter(context.Brands(request.BrandId), request.OperatorId, request.Unassigned, request.States.Count > 0 ? [.. request.States] : ItemState.Ours, request.Search, request.DueBefore?.ToDateTimeOffset(), request.Snoozed, request.Escalated, [.. request.Kinds], size, After(request.PageToken)),
            context.CancellationToken);
        var response = new ListWorkItemsResponse { Total = (int)page.Total };
        response.Items.AddRange(page.Items.Select(ToWire));
        if (page.Items.Count == size)
        {
            response.NextPageToken = PageToken.Of(page.Items[^1].RankAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), page.Items[^1].WorkItemId.ToString());
        }

        return response;
    }

    public override async Task<GetWorkItemResponse> GetWorkItem(GetWorkItemRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var found = (await get.HandleAsync(context.Brand(request.BrandId), Item(request.WorkItemId), context.CancellationToken)).OrThrowRpc();
        var response = new GetWorkItemResponse { Item = ToWire(found.Item) };
        response.Questions.AddRange(found.Questions.Select(question => new ItemQuestion
        {
            MessageId = question.MessageId.ToString(),
            Text = question.Text,
            AskedAt = Timestamp.FromDateTimeOffset(question.AskedAt),
        }));
        return response;
    }

    public override async Task<ClaimWorkItemResponse> ClaimWorkItem(ClaimWorkItemRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        return new() { Item = ToWire((await claim.HandleAsync(context.Brand(request.BrandId), Item(request.WorkItemId), caller.Actor, context.CancellationToken)).OrThrowRpc()) };
    }

    public override async Task<ReleaseWorkItemResponse> ReleaseWorkItem(ReleaseWorkItemRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        return new() { Item = ToWire((await release.HandleAsync(context.Brand(request.BrandId), Item(request.WorkItemId), caller.Actor, caller.Role >= Role.Lead, context.CancellationToken)).OrThrowRpc()) };
    }

    public override async Task<AnswerWorkItemResponse> AnswerWorkItem(AnswerWorkItemRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        var command = CallScope.Id(request.CommandId, "command_id");
        var word = new SendersWord(caller.Actor, caller.Role >= Role.Lead, request.LetGo);
        var faults = new List<(string Field, string Message)>();
        var said = new OutgoingAnswer(request.Text, Attachments.Read(request.Attachments, "attachments", faults), command, AnswerLesson.Read(request.Lesson).OrThrowRpc(), request.AwaitReply);
        if (faults.Count > 0) { throw WorkItemProblems.WrongAttachments(faults).ToRpc(); }

        return new() { Item = ToWire((await answer.HandleAsync(context.Brand(request.BrandId), Item(request.WorkItemId), said, word, context.CancellationToken)).OrThrowRpc()) };
    }

    public override async Task<ResolveWorkItemResponse> ResolveWorkItem(ResolveWorkItemRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        return new()
        {
            Item = ToWire((await resolve.HandleAsync(context.Brand(request.BrandId), Item(request.WorkItemId), request.Note, caller.Actor, caller.Role >= Role.Lead, context.CancellationToken)).OrThrowRpc()),
        };
    }

    public override async Task<HandOverWorkItemsResponse> HandOverWorkItems(HandOverWorkItemsRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        var items = request.Items.Select(item => (context.Brand(item.BrandId), Item(item.WorkItemId))).ToList();
        var command = new HandOver(items, context.Brands(""), request.AllMine ? caller.Actor : "", CallScope.Id(request.ToOperatorId, "to_operator_id"), request.Note, caller.Actor, caller.Role >= Role.Lead);
        var done = (await handOver.HandleAsync(command, context.CancellationToken)).OrThrowRpc();
        var response = new HandOverWorkItemsResponse { Moved = done.Moved };
        response.Refused.AddRange(done.Refused.Select(one => new RefusedHandOver { BrandId = one.Brand.ToString(), WorkItemId = one.Item.ToString(), Code = one.Problem.Code, Message = one.Problem.Message }));
        return response;
    }

    public override async Task<SnoozeWorkItemResponse> SnoozeWorkItem(SnoozeWorkItemRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Operator);
        var snoozed = await snooze.HandleAsync(context.Brand(request.BrandId), Item(request.WorkItemId), request.Until?.ToDateTimeOffset(), caller.Actor, context.CancellationToken);
        return new() { Item = ToWire(snoozed.OrThrowRpc()) };
    }

    public override async Task<MarkWorkItemResponse> MarkWorkItem(MarkWorkItemRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return new() { Item = ToWire((await mark.HandleAsync(context.Brand(request.BrandId), Item(request.WorkItemId), request.Kind, context.CancellationToken)).OrThrowRpc()) };
    }

    public override async Task<ReopenWorkItemResponse> ReopenWorkItem(ReopenWorkItemRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return new() { Item = ToWire((await reopen.HandleAsync(context.Brand(request.BrandId), Item(request.WorkItemId), context.CancellationToken)).OrThrowRpc()) };
    }

    public override async Task<GetWorkTotalsResponse> GetWorkTotals(GetWorkTotalsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var found = await totals.HandleAsync(context.Brands(request.BrandId), context.CancellationToken);
        return new()
        {
            Questions = found.Questions,
            Items = found.Items,
            Open = found.Open,
            Claimed = found.Claimed,
            Answering = found.Answering,
            Resolved = found.Resolved,
            MessagesSeen = found.MessagesSeen,
            Complaints = found.Complaints,
            Intents = found.Intents,
            Waiting = found.Waiting,
        };
    }

    private static Guid Item(string id) => CallScope.Id(id, "work_item_id");

    private static (DateTimeOffset, Guid)? After(string token) => PageToken.Read(token, 2) switch
    {
        null => null,
        [var moment, var item] when DateTime.TryParseExact(moment, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) && Guid.TryParse(item, out var id) =>
            (new DateTimeOffset(time.ToUniversalTime()), id),
        _ => throw WorkItemProblems.ForeignToken().ToRpc(),
    };

    private static Timestamp? Moment(DateTimeOffset? at) => at is { } moment ? Timestamp.FromDateTimeOffset(moment) : null;

    private static Wire.WorkItem ToWire(WorkItem item) => new()
    {
        WorkItemId = item.WorkItemId.ToString(),
        BrandId = item.BrandId.ToString(),
        AccountId = item.AccountId.ToString(),
        GroupId = item.GroupId.ToString(),
        MemberId = item.MemberId.ToString(),
        State = item.State,
        OperatorId = item.OperatorId,
        Kind = item.Kind,
        Priority = item.Priority,
        RankAt = Timestamp.FromDateTimeOffset(item.RankAt),
        Question = item.Question,
        Questions = item.Questions,
        SuggestedAnswer = item.SuggestedAnswer,
        SuggestionScore = item.SuggestionScore,
        OpenedAt = Timestamp.FromDateTimeOffset(item.OpenedAt),
        ClaimedAt = Moment(item.ClaimedAt),
        ResolvedAt = Moment(item.ResolvedAt),
        Answer = item.Answer,
        Resolution = item.Resolution,
        Note = item.Note,
        // What a closed item says is a person's own.
        NoteWhy = item.State == ItemState.Resolved ? null : Reasons.Of(item.Note),
        LetGo = { item.LetGo?.Findings ?? [] },
        LetGoBy = item.LetGoBy,
        LetGoAt = Moment(item.LetGoAt),
        HandedBy = item.HandedBy,
        HandNote = item.HandNote,
        SnoozedUntil = Moment(item.SnoozedUntil),
        GivenAt = Moment(item.GivenAt),
        Route = item.Route,
        RouteHeld = item.RouteHeld,
        RouteCapacity = item.RouteCapacity,
        EscalatedAt = Moment(item.EscalatedAt),
        Lesson = item.LessonEntry is { } entry ? new Wire.AnswerLesson { EntryId = entry.ToString(), Use = item.LessonUse } : null,
        ResponseDueAt = Moment(item.ResponseDueAt),
        ResolutionDueAt = Moment(item.ResolutionDueAt),
        RespondedAt = Moment(item.RespondedAt),
        Response = item.Response,
        ResolutionLevel = item.ResolutionLevel,
        EndedBy = item.EndedBy?.ToString() ?? "",
        WaitingSince = Moment(item.WaitingSince),
        NextDueAt = Moment(item.NextDueAt),
        NextHit = item.NextHit,
        NextMissed = item.NextMissed,
    };
}
