using Grpc.Core;
using Npgsql;
using Steward.Contracts.Conversions.V1;
using Steward.Conversions.Clicks;
using Steward.Conversions.Reports;
using Steward.Kernel;
using Steward.Testing;

namespace Steward.Conversions.Tests.Reports;

[Collection(nameof(ConversionsBench))]
public sealed class GetSummaryTests(ConversionsBench bench)
{
    private readonly Guid _brand = Guid.NewGuid();
    private readonly Guid _other = Guid.NewGuid();

    [Fact]
    public async Task Without_a_period_it_is_the_last_seven_days()
    {
        await ConversionsBench.RecordAsync(bench.Host, ConversionsBench.AnOrder(_brand, "A1", fen: 700));
        var summary = await SummaryAsync(_brand, "", "");
        Assert.Equal(7, summary.Days.Count);
        Assert.Equal((1, 700), (summary.Total.Orders, summary.Total.RevenueFen));
        Assert.Equal(1, summary.Days.Sum(day => day.Orders));
        Assert.NotNull(summary.AsOf);
    }

    [Theory]
    [InlineData("2026-02-30", "", "CNV-020")]
    [InlineData("", "x", "CNV-020")]
    [InlineData("2026-03-02", "2026-03-01", "CNV-021")]
    [InlineData("2024-01-01", "2025-01-01", "CNV-021")]
    public async Task A_bad_period_is_refused(string from, string to, string code) => await ConversionsBench.RefusedAsync(
        Reports(_brand).GetSummaryAsync(new GetSummaryRequest { BrandId = _brand.ToString(), FromDay = from, ToDay = to }), StatusCode.InvalidArgument, code);

    [Fact]
    public async Task A_period_may_have_366_days() => Assert.Equal(366, (await SummaryAsync(_brand, "2024-01-01", "2024-12-31")).Days.Count);

    [Fact]
    public async Task Another_brands_numbers_are_not_shown()
    {
        await ConversionsBench.RecordAsync(bench.Host, ConversionsBench.AnOrder(_other, "A1"));
        Assert.Equal(0, (await SummaryAsync(_brand, "", "")).Total.Orders);
        await ConversionsBench.RefusedAsync(Reports(_brand).GetSummaryAsync(new GetSummaryRequest { BrandId = _other.ToString() }), StatusCode.NotFound, "STW-003");
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Every_sum_equals_a_recount(int seed)
    {
        var random = new Random(seed);
        var now = TimeProvider.System.GetUtcNow();
        (Guid Brand, string Code)[] links = [.. Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? _brand : _other, ConversionsBench.NewCode()))];
        foreach (var (brand, code) in links) { await ConversionsBench.PutLinkAsync(bench.Host, brand, code, group: Guid.NewGuid()); }

        Guid[] visitors = [.. Enumerable.Range(0, 8).Select(_ => Guid.NewGuid())];
        var clicks = new List<Click>();
        for (var batch = 0; batch < 15; batch++)
        {
            // Some clicks come again: in the same batch and in later ones.
            Click[] some = [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => AnyClick(random, links, visitors, now))];
            clicks.AddRange(some);
            await StoredClicks.AddAsync(bench.Host.Database, [.. some, .. Enumerable.Range(0, 4).Select(_ => clicks[random.Next(clicks.Count)])], CancellationToken.None);
        }

        await Task.WhenAll(Enumerable.Range(0, 80).Select(i =>
        {
            var click = clicks[random.Next(clicks.Count)];
            var paidAt = click.At.AddMinutes(random.Next(-30, 90));
            return RecordOrConflictAsync(ConversionsBench.AnOrder(click.Brand.Value, $"{i % 60}", click.Visitor.ToString("N"), 100 + i, paidAt));
        }));
        foreach (var brand in (Guid[])[_brand, _other]) { await AssertRecountAsync(brand, clicks.Where(click => click.Brand.Value == brand).Distinct().Count(), now); }
    }

    private static Click AnyClick(Random random, (Guid Brand, string Code)[] links, Guid[] visitors, DateTimeOffset now)
    {
        var (brand, code) = links[random.Next(links.Length)];
        return new Click(new BrandId(brand), code, visitors[random.Next(visitors.Length)], Guid.CreateVersion7(now), Moments.ToMicroseconds(now.AddMinutes(-random.Next(0, 5 * 24 * 60))));
    }

    /// <summary>Some numbers come twice with other content: a conflict, which must leave every sum as it was.</summary>
    private async Task RecordOrConflictAsync(Order order)
    {
        try
        {
            await ConversionsBench.RecordAsync(bench.Host, order);
        }
        catch (RpcException refused) when (refused.Trailers.GetValue("problem-code") == "CNV-014")
        {
            Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        }
    }

    private async Task AssertRecountAsync(Guid brand, int clicks, DateTimeOffset now)
    {
        var summary = await SummaryAsync(brand, BrandDay.Spell(BrandDay.Of(now.AddDays(-7))), BrandDay.Spell(BrandDay.Of(now.AddDays(1))));
        await using var connection = new NpgsqlConnection(bench.Host.OwnerConnectionString);
        await connection.OpenAsync();
        async Task<long[]> CountAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand });
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetInt64)];
        }

        const string ClickDay = "(clicked_at at time zone 'Asia/Shanghai')::date";
        var total = summary.Total;
        Assert.Equal(clicks, total.Clicks);
        Assert.Equal([total.Clicks, total.Visitors], await CountAsync($"select count(*), count(distinct ({ClickDay}, code, visitor)) from clicks where brand_id = $1"));
        Assert.Equal(
            [total.Orders, total.RevenueFen, total.AttributedOrders, total.AttributedRevenueFen],
            await CountAsync("select count(*), sum(amount_fen)::bigint, count(link_code), coalesce(sum(amount_fen) filter (where link_code is not null), 0)::bigint from orders where brand_id = $1"));
        Assert.InRange(total.AttributedOrders, 1, total.Orders - 1);
        Assert.Equal([total.Clicks, total.AttributedOrders, total.AttributedRevenueFen], await CountAsync("select sum(clicks)::bigint, sum(orders)::bigint, sum(revenue_fen)::bigint from links where brand_id = $1"));
        foreach (var day in summary.Days)
        {
            Assert.Equal(
                [day.Clicks, day.Visitors, day.Orders, day.RevenueFen],
                await CountAsync(
                    $"""
                    select (select count(*) from clicks where brand_id = $1 and {ClickDay} = '{day.Day}'), (select count(distinct (code, visitor)) from clicks where brand_id = $1 and {ClickDay} = '{day.Day}'),
                           count(*), coalesce(sum(amount_fen), 0)::bigint from orders where brand_id = $1 and (paid_at at time zone 'Asia/Shanghai')::date = '{day.Day}'
                    """));
        }

        Assert.Equal(total.Clicks, summary.Days.Sum(day => day.Clicks));
        Assert.Equal(total.Visitors, summary.Days.Sum(day => day.Visitors));
        Assert.Equal(total.RevenueFen, summary.Days.Sum(day => day.RevenueFen));
    }

    private async Task<GetSummaryResponse> SummaryAsync(Guid brand, string from, string to) =>
        await Reports(brand).GetSummaryAsync(new GetSummaryRequest { BrandId = brand.ToString(), FromDay = from, ToDay = to });

    private ReportService.ReportServiceClient Reports(Guid brand) => bench.Host.Client<ReportService.ReportServiceClient>(ServiceHost.OperatorOf(brand));
}
