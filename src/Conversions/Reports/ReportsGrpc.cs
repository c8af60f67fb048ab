using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Conversions.V1;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;

namespace Steward.Conversions.Reports;

internal sealed class ReportsGrpc(GetSummaryHandler getSummary) : ReportService.ReportServiceBase
{
    public override async Task<GetSummaryResponse> GetSummary(GetSummaryRequest request, ServerCallContext context) =>
        ToReply((await getSummary.HandleAsync(ToQuery(request, context), context.CancellationToken)).OrThrowRpc());

    private static GetSummary ToQuery(GetSummaryRequest request, ServerCallContext context)
    {
        context.Require(Role.Operator);
        return new GetSummary(context.Brands(request.BrandId), request.FromDay, request.ToDay);
    }

    private static GetSummaryResponse ToReply(Summary summary)
    {
        var reply = new GetSummaryResponse { Total = ToReply(summary.Total, string.Empty), AsOf = Timestamp.FromDateTimeOffset(summary.AsOf) };
        reply.Days.AddRange(summary.Days.Select(day => ToReply(day, BrandDay.Spell(day.Day))));
        return reply;
    }

    private static DaySummary ToReply(DayNumbers numbers, string day) => new()
    {
        Day = day,
        Messages = numbers.Messages,
        StaffMessages = numbers.StaffMessages,
        Questions = numbers.Questions,
        Offences = numbers.Offences,
        Clicks = numbers.Clicks,
        Visitors = numbers.Visitors,
        Orders = numbers.Orders,
        RevenueFen = numbers.RevenueFen,
        AttributedOrders = numbers.AttributedOrders,
        AttributedRevenueFen = numbers.AttributedRevenueFen,
    };
}
