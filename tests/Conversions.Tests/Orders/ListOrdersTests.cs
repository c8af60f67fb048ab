using Grpc.Core;
using Steward.Contracts.Conversions.V1;
using Steward.Testing;

namespace Steward.Conversions.Tests.Orders;

[Collection(nameof(ConversionsBench))]
public sealed class ListOrdersTests(ConversionsBench bench)
{
    private readonly Guid _brand = Guid.NewGuid();

    [Fact]
    public async Task Pages_go_from_the_newest_payment_to_the_oldest_and_show_no_other_brand()
    {
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < 5; i++) { await ConversionsBench.RecordAsync(bench.Host, ConversionsBench.AnOrder(_brand, $"A{i}", paidAt: now.AddMinutes(-(i / 2)))); }

        var seen = new List<string>();
        var token = string.Empty;
        do
        {
            var page = await Orders(_brand).ListOrdersAsync(new ListOrdersRequest { BrandId = _brand.ToString(), PageSize = 2, PageToken = token });
            Assert.Equal(5, page.Total);
            seen.AddRange(page.Orders.Select(order => order.OrderNo));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal(["A1", "A0", "A3", "A2", "A4"], seen);
        Assert.Empty((await Orders(Guid.NewGuid()).ListOrdersAsync(new ListOrdersRequest())).Orders);
        await ConversionsBench.RefusedAsync(Orders(Guid.NewGuid()).ListOrdersAsync(new ListOrdersRequest { BrandId = _brand.ToString() }), StatusCode.NotFound, "STW-003");
    }

    private OrderService.OrderServiceClient Orders(Guid brand) => bench.Host.Client<OrderService.OrderServiceClient>(ServiceHost.OperatorOf(brand));
}
