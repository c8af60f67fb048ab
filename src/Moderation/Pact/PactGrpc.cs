using System.Globalization;
using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using Steward.Moderation.Compliance;
using Steward.Moderation.Storage;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using static Steward.Moderation.Pact.PactReplies;
using Proto = Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Pact;

/// <summary>The pact over gRPC.</summary>
internal sealed class PactGrpc(
    GetPactHandler get, WriteDraftHandler write, PublishPactHandler publish, RemindMembersHandler remind, EndPactHandler end, ListPactsHandler versions, ListPactGroupsHandler groups, ListReceiptsHandler receipts)
    : PactService.PactServiceBase
{
    public override async Task<GetPactResponse> GetPact(GetPactRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var found = (await get.HandleAsync(context.Brand(request.BrandId), Scope(request.GroupId, "group_id"), context.CancellationToken)).OrThrowRpc();
        return new GetPactResponse { InForce = found.InForce is { } now ? ToReply(now) : null, Draft = found.Draft is { } draft ? ToReply(draft) : null, Template = ToReply(found.Template) };
    }

    public override async Task<SavePactDraftResponse> SavePactDraft(SavePactDraftRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var words = new PactWords(request.Text.ReplaceLineEndings("\n"), request.Reminder.ReplaceLineEndings("\n"), request.Remind, request.Note);
        var written = (await write.HandleAsync(new WriteDraft(context.Brand(request.BrandId), Scope(request.GroupId, "group_id"), request.Revision, words, caller.Actor), context.CancellationToken)).OrThrowRpc();
        var reply = new SavePactDraftResponse { Draft = ToReply(written.Draft) };
        reply.Verdicts.AddRange(written.Verdicts.Select(findings => ComplianceGrpc.ToReply(findings, english: false)));
        return reply;
    }

    public override async Task<DiscardPactDraftResponse> DiscardPactDraft(DiscardPactDraftRequest request, ServerCallContext context)
    {
        context.Require(Role.Lead);
        (await write.DiscardAsync(context.Brand(request.BrandId), request.Version, context.CancellationToken)).OrThrowRpc();
        return new DiscardPactDraftResponse();
    }

    public override async Task<PreviewPactResponse> PreviewPact(PreviewPactRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var reach = (await get.PreviewAsync(context.Brand(request.BrandId), Scope(request.GroupId, "group_id"), request.Days, context.CancellationToken)).OrThrowRpc();
        return new PreviewPactResponse { Groups = reach.Groups, Members = reach.Members };
    }

    public override async Task PublishPact(PublishPactRequest request, IServerStreamWriter<PublishPactResponse> responseStream, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var ct = context.CancellationToken;
        var first = true;
        var command = new PublishPact(context.Brand(request.BrandId), request.Version, request.Revision, request.Again, caller.Actor);
        (await publish.HandleAsync(
            command,
            (pact, done, all) =>
            {
                var news = new PublishPactResponse { Done = done, Groups = all, Pact = first ? ToReply(pact) : null };
                first = false;
                return responseStream.WriteAsync(news, ct);
            },
            ct)).OrThrowRpc();
    }

    public override async Task RemindMembers(RemindMembersRequest request, IServerStreamWriter<RemindMembersResponse> responseStream, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        var ct = context.CancellationToken;
        var command = new RemindMembers(context.Brand(request.BrandId), request.Version, request.Days, caller.Actor);
        (await remind.HandleAsync(command, (done, all) => responseStream.WriteAsync(new RemindMembersResponse { Done = done, Members = all }, ct), ct)).OrThrowRpc();
    }

    public override async Task<EndPactResponse> EndPact(EndPactRequest request, ServerCallContext context)
    {
        var caller = context.Require(Role.Lead);
        return new EndPactResponse { Pact = ToReply((await end.HandleAsync(context.Brand(request.BrandId), request.Version, caller.Actor, context.CancellationToken)).OrThrowRpc()) };
    }

    public override async Task<ListPactsResponse> ListPacts(ListPactsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var size = CallScope.PageSize(request.PageSize);
        int? before = PageToken.Read(request.PageToken, 1) is [var number] && int.TryParse(number, CultureInfo.InvariantCulture, out var version) ? version : null;
        var (rows, total) = await versions.HandleAsync(new ListPacts(context.Brand(request.BrandId), Scope(request.GroupId, "group_id"), request.BrandOnly, size, before), context.CancellationToken);
        var reply = new ListPactsResponse { Total = (int)total, NextPageToken = rows.Count > size ? PageToken.Of(rows[size - 1].Version.ToString(CultureInfo.InvariantCulture)) : "" };
        reply.Pacts.AddRange(rows.Take(size).Select(ToReply));
        return reply;
    }

    public override async Task<ListPactGroupsResponse> ListPactGroups(ListPactGroupsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var page = (await groups.HandleAsync(context.Brands(request.BrandId), request.Notice, CallScope.PageSize(request.PageSize), TimeKey.Read(request.PageToken), context.CancellationToken)).OrThrowRpc();
        var reply = new ListPactGroupsResponse { Total = (int)page.Total, NextPageToken = page.Next };
        reply.Groups.AddRange(page.Rows.Select(ToReply));
        return reply;
    }

    public override async Task<ListReceiptsResponse> ListReceipts(ListReceiptsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var query = new ListReceipts(
            context.Brands(request.BrandId), Scope(request.GroupId, "group_id"), Scope(request.MemberId, "member_id"), request.Version, request.State, CallScope.PageSize(request.PageSize), TimeKey.Read(request.PageToken));
        var found = (await receipts.HandleAsync(query, context.CancellationToken)).OrThrowRpc();
        var reply = new ListReceiptsResponse
        {
            Total = (int)found.Page.Total, NextPageToken = found.Page.Next,
            Totals = new Proto.ReceiptTotals { Asked = (int)found.Totals.Asked, Delivered = (int)found.Totals.Delivered, Failed = (int)found.Totals.Failed, Accepted = (int)found.Totals.Accepted },
        };
        reply.Receipts.AddRange(found.Page.Rows.Select(ToReply));
        return reply;
    }

    private static Guid? Scope(string id, string field) => id.Length > 0 ? CallScope.Id(id, field) : null;
}
