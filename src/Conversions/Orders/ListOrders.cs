using System.Globalization;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Conversions.Orders;

/// <summary>Orders, newest payment first.</summary>
/// <param name="After">Sort key of the last row of the page before.</param>
internal sealed record ListOrders(IReadOnlyList<BrandId> Brands, int PageSize, (DateTimeOffset PaidAt, string OrderNo, Guid Brand)? After);

/// <summary>A page of orders.</summary>
internal sealed record OrderPage(IReadOnlyList<Order> Orders, bool HasMore, long Total);

internal sealed class ListOrdersHandler(Database database)
{
    public async Task<OrderPage> HandleAsync(ListOrders query, CancellationToken ct)
    {
        var args = new
        {
            brands = query.Brands.Select(brand => brand.Value).ToArray(),
            afterTime = query.After?.PaidAt,
            afterNumber = query.After?.OrderNo,
            afterBrand = query.After?.Brand,
            limit = query.PageSize + 1,
        };
        await using var transaction = await database.BeginAsync(query.Brands, ct);
        var total = await transaction.SingleAsync<long>("select count(*) from orders where brand_id = any (@brands)", args, ct);
        var rows = await transaction.QueryAsync<Order>(
            $"""
            select {Order.Columns} from orders
            where brand_id = any (@brands)
              and (@afterTime::timestamptz is null or (paid_at, order_no, brand_id) < (@afterTime::timestamptz, @afterNumber::text, @afterBrand::uuid))
            order by paid_at desc, order_no desc, brand_id desc limit @limit
            """,
            args,
            ct);
        return new OrderPage([.. rows.Take(query.PageSize)], rows.Count > query.PageSize, total);
    }

    /// <summary>The sort key of an order as it travels in a page token.</summary>
    public static string[] KeyOf(Order row) => [row.PaidAt.UtcTicks.ToString(CultureInfo.InvariantCulture), row.OrderNo, row.BrandId.ToString()];

    /// <summary>The sort key in a page token, or null when there is none in it.</summary>
    public static (DateTimeOffset PaidAt, string OrderNo, Guid Brand)? ReadKey(string[]? key) =>
        key is [var ticks, var number, var brand] && Moments.FromTicks(ticks) is { } at && !number.Contains('\0') && Guid.TryParse(brand, out var id) ? (at, number, id) : null;
}
