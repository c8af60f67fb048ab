using Steward.Cli.Demo;
using Steward.Testing;
using Xunit;

namespace Steward.Platform.Tests;

[Collection(Stories.Name)]
public sealed class OrderIsCreditedToAClick(RunningSuite suite)
{
    [Fact]
    public async Task Clicks_and_orders_through_the_gateway_add_up_and_find_each_other()
    {
        var before = await suite.TallyAsync();
        using var shoppers = new Shoppers(suite.Suite, TimeProvider.System);
        var shopping = DemoFiles.Shopping(suite.Beauty.Id);
        var orders = shopping.Links.SelectMany(link => link.Orders).ToList();
        var credited = orders.Where(order => order.Click is not null).ToList();

        await shoppers.GoAsync(suite.Beauty, Guid.NewGuid().ToString("N")[..8], CancellationToken.None);

        var clicks = shopping.Links.Sum(link => link.Clicks);
        await Eventually.TrueAsync(async () => (await suite.TallyAsync() - before).Clicks == clicks, Chat.Patience, "all clicks are counted");
        var after = await suite.TallyAsync() - before;
        Assert.Equal(orders.Count + shopping.Unattributed.Count, after.Orders);
        Assert.Equal(orders.Concat(shopping.Unattributed).Sum(order => order.AmountFen), after.RevenueFen);
        Assert.Equal(credited.Count, after.AttributedOrders);
        Assert.Equal(credited.Sum(order => order.AmountFen), after.AttributedRevenueFen);
    }
}
