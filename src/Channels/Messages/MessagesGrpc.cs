using Grpc.Core;
using Steward.Contracts.Channels.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Channels.Messages;

/// <summary>The history over gRPC.</summary>
internal sealed class MessagesGrpc(ListMessages list, GetIntakeTotals totals, TimeProvider clock) : MessageService.MessageServiceBase
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

    public override Task<GetIntakeTotalsResponse> GetIntakeTotals(GetIntakeTotalsRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return totals.HandleAsync(context.Brands(request.BrandId), context.CancellationToken);
    }
}
