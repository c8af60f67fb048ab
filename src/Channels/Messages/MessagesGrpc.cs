using Grpc.Core;
using Steward.Channels.Media;
using Steward.Contracts.Channels.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Channels.Messages;

/// <summary>The history over gRPC.</summary>
internal sealed class MessagesGrpc(ListMessages list, GetIntakeTotals totals, ReadMedia read, AskForMedia ask, TimeProvider clock) : MessageService.MessageServiceBase
{
    private const int DefaultLimit = 50;
    private const int MostLimit = 200;

    public override Task<ListMessagesResponse> ListMessages(ListMessagesRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        var brand = context.Brand(request.BrandId);
        var group = new GroupId(CallScope.Id(request.GroupId, "group_id"));
        if (request.Limit is < 0 or > MostLimit) { throw Problem.InvalidField("CHN-020", "limit", $"limit must be 1 to {MostLimit}, or 0 for {DefaultLimit}.").ToRpc(); }

        return list.HandleAsync(brand, group, request.Before?.ToDateTimeOffset() ?? clock.GetUtcNow(), request.Limit == 0 ? DefaultLimit : request.Limit, context.CancellationToken);
    }

    public override Task ReadMedia(ReadMediaRequest request, IServerStreamWriter<ReadMediaResponse> responseStream, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return read.HandleAsync(context.Brand(request.BrandId), Key(request.MessageId, request.Part), responseStream, context.CancellationToken);
    }

    public override async Task<GetMediaResponse> GetMedia(GetMediaRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return new GetMediaResponse { Media = await ask.LookAsync(context.Brand(request.BrandId), Key(request.MessageId, request.Part), context.CancellationToken) };
    }

    public override async Task<FetchMediaResponse> FetchMedia(FetchMediaRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return new FetchMediaResponse { Media = await ask.HandleAsync(context.Brand(request.BrandId), Key(request.MessageId, request.Part), context.CancellationToken) };
    }

    private static MediaKey Key(string messageId, int part) => new(CallScope.Id(messageId, "message_id"), part);

    public override Task<GetIntakeTotalsResponse> GetIntakeTotals(GetIntakeTotalsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return totals.HandleAsync(context.Brands(request.BrandId), context.CancellationToken);
    }
}
