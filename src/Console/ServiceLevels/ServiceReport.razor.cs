using System.Globalization;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Staffing.V1;

namespace Steward.Console.ServiceLevels;

/// <summary>Hits and misses of what was asked within some days, by brand, person or day.</summary>
public sealed partial class ServiceReport
{
    internal static readonly string[] Parts = ["brand", "operator", "day"];
    private const string DayFormat = "yyyy-MM-dd";
    private const int UsualDays = 7;
    private IReadOnlyList<ServiceReportLine>? _lines;
    private Failure? _failure;

    [Inject] private ServiceLevelService.ServiceLevelServiceClient Client { get; set; } = default!;

    /// <summary>Of which brand; empty: of all.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <summary>What the lines are, one of <see cref="Parts"/>.</summary>
    [Parameter, EditorRequired] public string By { get; set; } = "";

    /// <summary>Something else is chosen.</summary>
    [Parameter] public EventCallback<string> ByChanged { get; set; }

    /// <summary>First day; none: a week ago.</summary>
    [Parameter] public DateOnly? From { get; set; }

    /// <summary>Another first day is chosen.</summary>
    [Parameter] public EventCallback<DateOnly?> FromChanged { get; set; }

    /// <summary>Last day, the whole of it included; none: today.</summary>
    [Parameter] public DateOnly? To { get; set; }

    /// <summary>Another last day is chosen.</summary>
    [Parameter] public EventCallback<DateOnly?> ToChanged { get; set; }

    private TimeZoneInfo Zone => Brands.ZoneOf(BrandsOf(Brand).FirstOrDefault(""));

    private DateOnly Last => To ?? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Clock.GetUtcNow(), Zone).DateTime);

    private DateOnly First => From ?? Last.AddDays(1 - UsualDays);

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => LoadAsync();

    // What waits and is late is missed already, though it is not over.
    private static int Judged(ServiceReportLine line) => line.ResponseHit + line.ResponseMissed + line.Overdue;

    private string NameOf(ServiceReportLine line) => By == "operator" ? line.Part.Length == 0 ? T.Nobodys : People.NameOf(line.Part) : line.Part;

    private async Task LoadAsync() => _failure = await TryAsync(Services.Staffing, async () =>
    {
        var request = new GetServiceReportRequest { BrandId = Brand, By = By, From = Moments.StartOf(First, 0, Zone), Until = Moments.StartOf(Last, 1, Zone) };
        _lines = (await Client.GetServiceReportAsync(request, cancellationToken: Gone)).Lines;
    });

    private async Task ChooseAsync(ChangeEventArgs change)
    {
        By = (string)change.Value!;
        await ByChanged.InvokeAsync(By);
        await LoadAsync();
    }

    private async Task DayAsync(ChangeEventArgs change, bool first)
    {
        DateOnly? day = DateOnly.TryParseExact((string?)change.Value, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var chosen) ? chosen : null;
        (From, To) = first ? (day, To) : (From, day);
        await (first ? FromChanged : ToChanged).InvokeAsync(day);
        await LoadAsync();
    }

    private Task ExportAsync() => Browser.DownloadAsync("service.csv", CsvFile.Of(
        [T.Brand, T.ReportPart(By), T.ItemsLabel, T.KeptName("hit"), T.KeptName("missed"), T.UrgencyName("late"), T.MedianLabel, T.NinetiethLabel, T.NextKept, T.NextMissedLabel, T.ResolutionKept, T.ResolutionMissed],
        _lines!.Select(line => (IReadOnlyList<object?>)
        [
            Brands.NameOf(line.BrandId), NameOf(line), line.Items, line.ResponseHit, line.ResponseMissed, line.Overdue, line.HasMedianSeconds ? line.MedianSeconds : null, line.HasNinetiethSeconds ? line.NinetiethSeconds : null,
            line.NextHit, line.NextMissed, line.ResolutionHit, line.ResolutionMissed,
        ])));
}
