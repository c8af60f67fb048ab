using System.Globalization;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Conversions.V1;

namespace Steward.Console.Conversions;

/// <summary>What the groups bring: traffic, clicks, orders, revenue.</summary>
public sealed partial class ConversionsPage
{
    private const int LastWeek = 7;
    private static readonly int[] Periods = [1, LastWeek, 30];
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(15);

    private Pages<Link> _links = default!;
    private Pages<Order> _orders = default!;
    private GetSummaryResponse? _summary;
    private IReadOnlyList<DayPoint> _days = [];
    private string _copied = "";
    private Failure? _failure;

    [Inject] private ReportService.ReportServiceClient Reports { get; set; } = default!;

    [Inject] private LinkService.LinkServiceClient Links { get; set; } = default!;

    [Inject] private OrderService.OrderServiceClient Orders { get; set; } = default!;

    [Inject] private IConfiguration Configuration { get; set; } = default!;

    // The two days stay in order, whatever is asked for.
    private DateOnly To { get => KeptDay("to") ?? Today(); set => Keep("to", value < From ? From : value); }

    private DateOnly From { get => KeptDay("from") is { } from && from <= To ? from : To.AddDays(1 - LastWeek); set => Keep("from", value > To ? To : value); }

    private int Days => To.DayNumber - From.DayNumber + 1;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _links = new Pages<Link>(async (token, size, ct) =>
        {
            var answer = await Links.ListLinksAsync(new ListLinksRequest { BrandId = Brand, Search = Search.Trim(), PageSize = Math.Min(size, 100), PageToken = token }, cancellationToken: ct);
            return new Page<Link>(answer.Links, answer.NextPageToken, answer.Total);
        });
        _orders = new Pages<Order>(async (token, size, ct) =>
        {
            var answer = await Orders.ListOrdersAsync(new ListOrdersRequest { BrandId = Brand, PageSize = size, PageToken = token }, cancellationToken: ct);
            return new Page<Order>(answer.Orders, answer.NextPageToken, answer.Total);
        });
        await Brands.LoadAsync();
        await ReloadAsync();
        Repeat(RefreshEvery, LoadSummaryAsync);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private DateOnly Today() => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Clock.GetUtcNow(), Brands.ZoneOf(Brand)).DateTime);

    /// <inheritdoc />
    protected override async Task ReloadAsync()
    {
        await LoadSummaryAsync();
        _failure ??= await TryAsync(Services.Conversions, async () =>
        {
            await _links.RestartAsync(Gone);
            await _orders.RestartAsync(Gone);
        });
        await LoadNamesAsync();
    }

    private async Task LoadSummaryAsync()
    {
        _failure = await TryAsync(Services.Conversions, async () =>
        {
            _summary = await Reports.GetSummaryAsync(new GetSummaryRequest { BrandId = Brand, FromDay = Day(From), ToDay = Day(To) }, cancellationToken: Gone);
            _days = [.. _summary.Days.Select(DayPoint.Of)];
        });
        StateHasChanged();
    }

    // Group names adorn; ids do when Members is down.
    private async Task LoadNamesAsync()
    {
        await TryAsync(Services.Members, () => Names.LoadAsync(_orders.Rows.Select(order => (order.BrandId, order.GroupId, "")), Gone));
        StateHasChanged();
    }

    private async Task MoreLinksAsync() => _failure = await TryAsync(Services.Conversions, () => _links.MoreAsync(Gone));

    private async Task MoreOrdersAsync()
    {
        _failure = await TryAsync(Services.Conversions, () => _orders.MoreAsync(Gone));
        await LoadNamesAsync();
    }

    private string AddressOf(Link link) => $"{(Configuration["Console:LinkBase"] is { Length: > 0 } given ? given.TrimEnd('/') : "http://localhost:5100")}/s/{link.Code}";

    private async Task CopyAsync(Link link) => _copied = await Browser.CopyAsync(AddressOf(link)) ? link.Code : "";

    private Task SetDaysAsync(int days)
    {
        Keep("to", "");
        From = To.AddDays(1 - days);
        return LoadSummaryAsync();
    }

    private async Task LoadLinksAsync()
    {
        _failure = await TryAsync(Services.Conversions, () => _links.RestartAsync(Gone));
        StateHasChanged();
    }

    private async Task ExportLinksAsync()
    {
        IReadOnlyList<Link> rows = [];
        _failure = await TryAsync(Services.Conversions, async () => rows = await _links.AllAsync(Gone));
        if (_failure is not null) { return; }

        await Browser.DownloadAsync("links.csv", CsvFile.Of(
            [T.ShortLink, T.Brand, T.Target, T.Channel, T.Clicks, T.Orders, T.Revenue, T.CreatedAt],
            rows.Select(link => (IReadOnlyList<object?>)[AddressOf(link), Brands.NameOf(link.BrandId), link.TargetUrl, link.Channel, link.Clicks, link.Orders, link.RevenueFen / 100m, FullMoment(link.CreatedAt, link.BrandId)])));
    }

    private async Task ExportOrdersAsync()
    {
        IReadOnlyList<Order> rows = [];
        _failure = await TryAsync(Services.Conversions, async () => rows = await _orders.AllAsync(Gone));
        if (_failure is not null) { return; }

        await Browser.DownloadAsync("orders.csv", CsvFile.Of(
            [T.PaidAt, T.Brand, T.OrderNo, T.Amount, T.CreditedLink, T.Group],
            rows.Select(order => (IReadOnlyList<object?>)[FullMoment(order.PaidAt, order.BrandId), Brands.NameOf(order.BrandId), order.OrderNo, order.AmountFen / 100m, order.LinkCode, Names.Group(order.BrandId, order.GroupId)])));
    }

    private async Task ExportAsync()
    {
        var days = _summary?.Days.ToArray() ?? [];
        await Browser.DownloadAsync("conversions.csv", CsvFile.Of(
            [T.DayLabel, T.MessagesCount, T.StaffMessages, T.Questions, T.Offences, T.Clicks, T.Visitors, T.Orders, T.Revenue, T.AttributedOrdersLabel, T.AttributedRevenue],
            days.Select(day => (IReadOnlyList<object?>)
            [
                day.Day, day.Messages, day.StaffMessages, day.Questions, day.Offences, day.Clicks, day.Visitors, day.Orders, day.RevenueFen / 100m, day.AttributedOrders, day.AttributedRevenueFen / 100m,
            ])));
    }
}
