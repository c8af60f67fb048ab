using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Conversions.V1;
using Steward.Testing;

namespace Steward.Conversions.Tests.Orders;

[Collection(nameof(ConversionsBench))]
public sealed class RecordOrderTests(ConversionsBench bench)
{
    private readonly Guid _brand = Guid.NewGuid();
    private readonly Guid _group = Guid.NewGuid();
    private readonly string _code = ConversionsBench.NewCode();
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task An_order_right_after_the_click_credits_the_link_and_its_group()
    {
        await ConversionsBench.PutLinkAsync(bench.Host, _brand, _code, group: _group);
        var visitor = await ConversionsBench.FollowAsync(bench.Host, _code);
        var recorded = await ConversionsBench.RecordAsync(bench.Host, ConversionsBench.AnOrder(_brand, "A1", visitor, 1990, _now.AddMinutes(1)));
        Assert.Equal((_code, _group.ToString(), false), (recorded.Order.LinkCode, recorded.Order.GroupId, recorded.AlreadyRecorded));
        var link = await ConversionsBench.LinkAsync(bench.Host, _brand, _code);
        Assert.Equal((1, 1, 1990), (link.Clicks, link.Orders, link.RevenueFen));
    }

    [Fact]
    public async Task Only_clicks_within_the_window_before_the_payment_count()
    {
        await ConversionsBench.PutLinkAsync(bench.Host, _brand, _code);
        var visitor = await ConversionsBench.FollowAsync(bench.Host, _code);
        Assert.Empty((await ConversionsBench.RecordAsync(bench.Host, ConversionsBench.AnOrder(_brand, "before", visitor, paidAt: _now.AddMinutes(-5)))).Order.LinkCode);
        Assert.Empty((await ConversionsBench.RecordAsync(bench.Host, ConversionsBench.AnOrder(_brand, "after", visitor, paidAt: _now + ConversionsBench.Window + TimeSpan.FromMinutes(1)))).Order.LinkCode);
        Assert.Equal(_code, (await ConversionsBench.RecordAsync(bench.Host, ConversionsBench.AnOrder(_brand, "within", visitor, paidAt: _now + ConversionsBench.Window - TimeSpan.FromMinutes(1)))).Order.LinkCode);
    }

    [Fact]
    public async Task The_last_of_two_links_gets_the_credit()
    {
        var second = ConversionsBench.NewCode();
        await ConversionsBench.PutLinkAsync(bench.Host, _brand, _code);
        await ConversionsBench.PutLinkAsync(bench.Host, _brand, second);
        var visitor = await ConversionsBench.FollowAsync(bench.Host, _code);
        await ConversionsBench.FollowAsync(bench.Host, second, visitor);
        Assert.Equal(second, (await ConversionsBench.RecordAsync(bench.Host, ConversionsBench.AnOrder(_brand, "A1", visitor, paidAt: _now.AddMinutes(1)))).Order.LinkCode);
    }

    [Fact]
    public async Task Clicks_on_another_brands_link_earn_nothing_here()
    {
        await ConversionsBench.PutLinkAsync(bench.Host, Guid.NewGuid(), _code);
        var visitor = await ConversionsBench.FollowAsync(bench.Host, _code);
        Assert.Empty((await ConversionsBench.RecordAsync(bench.Host, ConversionsBench.AnOrder(_brand, "A1", visitor, paidAt: _now.AddMinutes(1)))).Order.LinkCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("changed-by-the-buyer")]
    public async Task Without_a_visitor_of_ours_the_order_counts_and_nobody_gets_the_credit(string visitor)
    {
        var recorded = await ConversionsBench.RecordAsync(bench.Host, ConversionsBench.AnOrder(_brand, "A1", visitor));
        Assert.Equal((visitor, ""), (recorded.Order.Visitor, recorded.Order.LinkCode));
    }

    [Fact]
    public async Task An_order_reported_many_times_at_once_is_recorded_once()
    {
        await ConversionsBench.PutLinkAsync(bench.Host, _brand, _code);
        var order = ConversionsBench.AnOrder(_brand, "A1", await ConversionsBench.FollowAsync(bench.Host, _code), 500, _now.AddMinutes(1));
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => ConversionsBench.RecordAsync(bench.Host, order)));
        Assert.Single(answers, answer => !answer.AlreadyRecorded);
        Assert.All(answers, answer => Assert.Equal(_code, answer.Order.LinkCode));
        var link = await ConversionsBench.LinkAsync(bench.Host, _brand, _code);
        Assert.Equal((1, 500), (link.Orders, link.RevenueFen));
    }

    [Fact]
    public async Task The_same_number_with_other_content_is_a_conflict_that_names_the_field()
    {
        var order = ConversionsBench.AnOrder(_brand, "A1", fen: 500);
        await ConversionsBench.RecordAsync(bench.Host, order);
        var other = order.Clone();
        other.AmountFen = 501;
        var refused = await ConversionsBench.RefusedAsync(Key(_brand).RecordOrderAsync(new RecordOrderRequest { Order = other }), StatusCode.FailedPrecondition, "CNV-014");
        Assert.Equal("order.amount_fen", refused.Trailers.GetValue("problem-field"));
        var elsewhere = ConversionsBench.AnOrder(Guid.NewGuid(), "A1", fen: 501);
        Assert.False((await ConversionsBench.RecordAsync(bench.Host, elsewhere)).AlreadyRecorded);
    }

    [Fact]
    public async Task Bad_input_is_refused_by_field()
    {
        async Task RefusedAsync(Action<Order> spoil, string code)
        {
            var order = ConversionsBench.AnOrder(_brand, "A1");
            spoil(order);
            await ConversionsBench.RefusedAsync(Key(_brand).RecordOrderAsync(new RecordOrderRequest { Order = order }), StatusCode.InvalidArgument, code);
        }

        await RefusedAsync(order => order.OrderNo = "", "CNV-010");
        await RefusedAsync(order => order.OrderNo = new string('1', 65), "CNV-010");
        await RefusedAsync(order => order.AmountFen = 0, "CNV-011");
        await RefusedAsync(order => order.AmountFen = long.MaxValue, "CNV-011");
        await RefusedAsync(order => order.PaidAt = null, "CNV-012");
        await RefusedAsync(order => order.PaidAt = new Timestamp { Seconds = long.MaxValue, Nanos = -1 }, "CNV-012");
        await RefusedAsync(order => order.PaidAt = Timestamp.FromDateTimeOffset(_now.AddHours(25)), "CNV-012");
        await RefusedAsync(order => order.Visitor = new string('x', 65), "CNV-013");
        await RefusedAsync(order => order.MemberExternalId = "a\0", "CNV-013");
    }

    [Fact]
    public async Task Only_the_brands_own_key_and_services_report_orders()
    {
        var request = new RecordOrderRequest { Order = ConversionsBench.AnOrder(_brand, "A1") };
        await ConversionsBench.RefusedAsync(Key(Guid.NewGuid()).RecordOrderAsync(request), StatusCode.NotFound, "STW-003");
        await ConversionsBench.RefusedAsync(
            bench.Host.Client<OrderService.OrderServiceClient>(ServiceHost.AdminOf(_brand)).RecordOrderAsync(request), StatusCode.PermissionDenied, "CNV-016");
        var service = bench.Host.Client<OrderService.OrderServiceClient>(ServiceHost.ServiceCaller);
        Assert.False((await service.RecordOrderAsync(request)).AlreadyRecorded);
    }

    private OrderService.OrderServiceClient Key(Guid brand) => bench.Host.Client<OrderService.OrderServiceClient>(ServiceHost.KeyOf(brand));
}
