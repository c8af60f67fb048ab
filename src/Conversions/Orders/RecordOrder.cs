using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Steward.Conversions.Clicks;
using Steward.Conversions.Reports;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Conversions.Orders;

/// <summary>A paid order that a brand reports.</summary>
/// <param name="PaidAt">In microseconds; null when the request has no usable moment.</param>
internal sealed record RecordOrder(BrandId Brand, string OrderNo, long AmountFen, DateTimeOffset? PaidAt, string Visitor, string MemberExternalId);

/// <summary>The order as it is recorded.</summary>
/// <param name="AlreadyRecorded">Whether this report said again what was known.</param>
internal sealed record RecordedOrder(Order Order, bool AlreadyRecorded);

internal sealed class RecordOrderHandler(Database database, ClickChannel clicks, TimeProvider clock, IOptions<AttributionOptions> options)
{
    private const int MostTouches = 100;
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan MostAhead = TimeSpan.FromDays(1);
    private static readonly Meter Meter = new("Steward.Conversions");
    private static readonly Counter<long> Recorded = Meter.CreateCounter<long>("steward.orders.recorded", description: "Orders recorded, by whether somebody gets the credit.");
    private static readonly Counter<long> Repeated = Meter.CreateCounter<long>("steward.orders.repeated", description: "Orders reported again.");

    public async Task<Result<RecordedOrder>> HandleAsync(RecordOrder command, CancellationToken ct)
    {
        if (ErrorIn(command) is { } problem) { return problem; }

        Guid? visitor = Guid.TryParseExact(command.Visitor, "N", out var id) ? id : null;
        if (visitor is not null)
        {
            // The click may be younger than the last batch of clicks.
            try
            {
                await clicks.FlushAsync(ct);
            }
            catch (ClicksNotStoredException)
            {
                return OrderProblems.ClicksWait();
            }
        }

        await using var transaction = await database.BeginAsync(command.Brand, ct);
        var order = await CreditAsync(command, visitor, transaction, ct);
        var recorded = await AddAsync(order, transaction, ct);
        if (recorded.Failed || recorded.Value.AlreadyRecorded) { return recorded; }

        await transaction.CommitAsync(ct);
        Recorded.Add(1, new KeyValuePair<string, object?>("credited", order.LinkCode is not null));
        return recorded;
    }

    private Problem? ErrorIn(RecordOrder command)
    {
        if (command.OrderNo.Length is 0 or > OrderProblems.LongestNumber || command.OrderNo.Any(char.IsControl)) { return OrderProblems.BadNumber(); }

        if (command.AmountFen is <= 0 or > OrderProblems.MostFen) { return OrderProblems.BadAmount(); }

        if (command.PaidAt is not { } paidAt || paidAt < Earliest || paidAt > clock.GetUtcNow() + MostAhead) { return OrderProblems.BadMoment(); }

        if (command.Visitor.Length > OrderProblems.LongestId || command.Visitor.Any(char.IsControl)) { return OrderProblems.BadId("visitor"); }

        return command.MemberExternalId.Length > OrderProblems.LongestId || command.MemberExternalId.Any(char.IsControl) ? OrderProblems.BadId("member_external_id") : null;
    }

    private async Task<Order> CreditAsync(RecordOrder command, Guid? visitor, BrandTransaction transaction, CancellationToken ct)
    {
        var paidAt = command.PaidAt!.Value;
        var window = options.Value.Window;
        var touches = visitor is null ? [] : await transaction.QueryAsync<Touch>(
            """
            select c.click_id, c.code, l.group_id, c.clicked_at from clicks c join links l on l.brand_id = c.brand_id and l.code = c.code
            where c.brand_id = @brand and c.visitor = @visitor and c.clicked_at between @earliest and @paidAt
            order by c.clicked_at desc, c.click_id desc limit @limit
            """,
            new { brand = command.Brand, visitor, earliest = paidAt - window, paidAt, limit = MostTouches },
            ct);
        var credited = LastTouch.Credit(touches, paidAt, window);
        return new Order
        {
            BrandId = command.Brand.Value,
            OrderNo = command.OrderNo,
            AmountFen = command.AmountFen,
            PaidAt = paidAt,
            Visitor = command.Visitor,
            MemberExternalId = command.MemberExternalId,
            LinkCode = credited?.Code,
            GroupId = credited?.GroupId,
        };
    }

    private async Task<Result<RecordedOrder>> AddAsync(Order order, BrandTransaction transaction, CancellationToken ct)
    {
        var args = new
        {
            order.BrandId, order.OrderNo, order.AmountFen, order.PaidAt, order.Visitor, order.MemberExternalId, order.LinkCode, order.GroupId,
            now = clock.GetUtcNow(),
            day = BrandDay.Of(order.PaidAt),
            credited = order.LinkCode is null ? 0 : 1,
        };
        var added = await transaction.ExecuteAsync(
            $"""
            insert into orders ({Order.Columns}, recorded_at)
            values (@BrandId, @OrderNo, @AmountFen, @PaidAt, @Visitor, @MemberExternalId, @LinkCode, @GroupId, @now)
            on conflict (brand_id, order_no) do nothing
            """,
            args,
            ct);
        if (added == 0)
        {
            Repeated.Add(1);
            var known = await transaction.SingleAsync<Order>($"select {Order.Columns} from orders where brand_id = @BrandId and order_no = @OrderNo", args, ct);
            return known.DifferenceFrom(order) is { } field ? OrderProblems.Different(order.OrderNo, field) : new RecordedOrder(known, true);
        }

        await transaction.ExecuteAsync(
            """
            update links set orders = orders + 1, revenue_fen = revenue_fen + @AmountFen where brand_id = @BrandId and code = @LinkCode;
            insert into order_days (brand_id, day, orders, revenue_fen, attributed_orders, attributed_revenue_fen)
            values (@BrandId, @day, 1, @AmountFen, @credited, @credited * @AmountFen)
            on conflict (brand_id, day) do update set
                orders = order_days.orders + 1, revenue_fen = order_days.revenue_fen + excluded.revenue_fen,
                attributed_orders = order_days.attributed_orders + excluded.attributed_orders,
                attributed_revenue_fen = order_days.attributed_revenue_fen + excluded.attributed_revenue_fen
            """,
            args,
            ct);
        return new RecordedOrder(order, false);
    }
}
