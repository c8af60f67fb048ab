using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Conversions.V1;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;
using Proto = Steward.Contracts.Conversions.V1;

namespace Steward.Conversions.Orders;

internal sealed class OrdersGrpc(RecordOrderHandler record, ListOrdersHandler list) : OrderService.OrderServiceBase
{
    public override async Task<RecordOrderResponse> RecordOrder(RecordOrderRequest request, ServerCallContext context)
    {
        var recorded = (await record.HandleAsync(ToCommand(request, context), context.CancellationToken)).OrThrowRpc();
        return new RecordOrderResponse { Order = ToReply(recorded.Order), AlreadyRecorded = recorded.AlreadyRecorded };
    }

    public override async Task<ListOrdersResponse> ListOrders(ListOrdersRequest request, ServerCallContext context) =>
        ToReply(await list.HandleAsync(ToQuery(request, context), context.CancellationToken));

    private static RecordOrder ToCommand(RecordOrderRequest request, ServerCallContext context)
    {
        if (context.Caller().Role is not (Role.Brand or Role.Service)) { throw OrderProblems.NotForPeople().ToRpc(); }

        var order = request.Order ?? new Proto.Order();
        return new RecordOrder(context.Brand(order.BrandId), order.OrderNo, order.AmountFen, Moments.From(order.PaidAt), order.Visitor, order.MemberExternalId);
    }

    private static ListOrders ToQuery(ListOrdersRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return new ListOrders(context.Brands(request.BrandId), CallScope.PageSize(request.PageSize), ListOrdersHandler.ReadKey(PageToken.Read(request.PageToken, 3)));
    }

    private static ListOrdersResponse ToReply(OrderPage page)
    {
        var reply = new ListOrdersResponse { Total = (int)page.Total, NextPageToken = page.HasMore ? PageToken.Of(ListOrdersHandler.KeyOf(page.Orders[^1])) : string.Empty };
        reply.Orders.AddRange(page.Orders.Select(ToReply));
        return reply;
    }

    private static Proto.Order ToReply(Order order) => new()
    {
        BrandId = order.BrandId.ToString(),
        OrderNo = order.OrderNo,
        AmountFen = order.AmountFen,
        PaidAt = Timestamp.FromDateTimeOffset(order.PaidAt),
        Visitor = order.Visitor,
        MemberExternalId = order.MemberExternalId,
        LinkCode = order.LinkCode ?? string.Empty,
        GroupId = order.GroupId?.ToString() ?? string.Empty,
    };
}
