using System.Globalization;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Conversions.V1;

namespace Steward.Console.Conversions;

/// <summary>What the groups bring: traffic, clicks, orders, revenue.</summary>
public sealed partial class ConversionsPage
{
    private static readonly int[] Periods = [1, 7, 30];
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(15);

    private Pages<Link> _links = default!;
    private Pages<Order> _orders = default!;
    private GetSummaryResponse? _summary;
    private IReadOnlyList<DayPoint> _days = [];
    private string _brand = "";
    private string _search = "";
    private string _copied = "";
    private DateOnly _from;
    private DateOnly _to;
    private Failure? _failure;

    [Inject] private ReportService.ReportServiceClient Reports { get; set; } = default!;

    [Inject] private LinkService.LinkServiceClient Links { get; set; } = default!;

    [Inject] private OrderService.OrderServiceClient Orders { get; set; } = default!;

    [Inject] private IConfiguration Configuration { get; set; } = default!;

    private int Days => _to.DayNumber - _from.DayNumber + 1;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _links = new Pages<Link>(async (token, size, ct) =>
        {
            var answer = await Links.ListLinksAsync(new ListLinksRequest { BrandId = _brand, Search = _search.Trim(), PageSize = Math.Min(size, 100), PageToken = token }, cancellationToken: ct);
            return new Page<Link>(answer.Links, answer.NextPageToken, answer.Total);
        });
        _orders = new Pages<Order>(async (token, size, ct) =>
        {
            var answer = await Orders.ListOrdersAsync(new ListOrdersRequest { BrandId = _brand, PageSize = size, PageToken = token }, cancellationToken: ct);
            return new Page<Order>(answer.Orders, answer.NextPageToken, answer.Total);
        });
        await Brands.LoadAsync();
        _to = Today();
        _from = _to.AddDays(-6);
        await ReloadAsync();
        Repeat(RefreshEvery, LoadSummaryAsync);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private DateOnly Today() => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Clock.GetUtcNow(), Brands.ZoneOf(_brand)).DateTime);

    private async Task ReloadAsync()
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
            _summary = await Reports.GetSummaryAsync(new GetSummaryRequest { BrandId = _brand, FromDay = Day(_from), ToDay = Day(_to) }, cancellationToken: Gone);
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

    private async Task CopyAsync(Link link)
    {
        var door = Configuration["Console:LinkBase"] is { Length: > 0 } given ? given.TrimEnd('/') : "http://localhost:5100";
        _copied = await Browser.CopyAsync($"{door}/s/{link.Code}") ? link.Code : "";
    }

    private Task SetBrandAsync(string brand)
    {
        _brand = brand;
        return ReloadAsync();
    }

    private Task SetDaysAsync(int days)
    {
        _to = Today();
        _from = _to.AddDays(1 - days);
        return LoadSummaryAsync();
    }

    private Task SetFromAsync(ChangeEventArgs change)
    {
        if (DateOnly.TryParseExact((string?)change.Value, "yyyy-MM-dd", out var day) && day <= _to) { _from = day; }

        return LoadSummaryAsync();
    }

    private Task SetToAsync(ChangeEventArgs change)
    {
        if (DateOnly.TryParseExact((string?)change.Value, "yyyy-MM-dd", out var day) && day >= _from) { _to = day; }

        return LoadSummaryAsync();
    }

    private async Task SetSearchAsync(string search)
    {
        _search = search;
        _failure = await TryAsync(Services.Conversions, () => _links.RestartAsync(Gone));
        StateHasChanged();
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
