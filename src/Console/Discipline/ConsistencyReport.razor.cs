using System.Globalization;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Discipline;

/// <summary>Whether the same offence had the same consequence: counts for each person, and every decision that was not the ladder's.</summary>
public sealed partial class ConsistencyReport
{
    private GetConsistencyResponse? _report;
    private Failure? _failure;
    private Failure? _namesFailure;

    [Inject] private DisciplineService.DisciplineServiceClient Client { get; set; } = default!;

    /// <summary>Of which brand; empty: of all.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <summary>First day; none: thirty days ago.</summary>
    [Parameter] public DateOnly? From { get; set; }

    /// <summary>Another first day is chosen.</summary>
    [Parameter] public EventCallback<DateOnly?> FromChanged { get; set; }

    /// <summary>Last day, the whole of it included.</summary>
    [Parameter] public DateOnly? To { get; set; }

    /// <summary>Another last day is chosen.</summary>
    [Parameter] public EventCallback<DateOnly?> ToChanged { get; set; }

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var zone = Brands.ZoneOf(BrandsOf(Brand).FirstOrDefault(""));
        _failure = await TryAsync(Services.Moderation, async () => _report = await Client.GetConsistencyAsync(
            new GetConsistencyRequest { BrandId = Brand, From = Moments.StartOf(From, 0, zone), To = Moments.StartOf(To, 1, zone) }, cancellationToken: Gone));
        await LoadNamesAsync();
    }

    private async Task LoadNamesAsync() => _namesFailure = await TryAsync(Services.Members, () => Names.LoadAsync(_report?.Deviations.Select(one => (one.BrandId, "", one.MemberId)) ?? [], Gone));

    private async Task DayAsync(ChangeEventArgs change, EventCallback<DateOnly?> told, bool first)
    {
        DateOnly? day = DateOnly.TryParseExact((string?)change.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var chosen) ? chosen : null;
        (From, To) = first ? (day, To) : (From, day);
        await told.InvokeAsync(day);
        await LoadAsync();
    }

    private Task ExportPeopleAsync() => Browser.DownloadAsync("consistency.csv", CsvFile.Of(
        [T.DecidedByLabel, T.DecisionsMade, T.Milder, T.Harder, T.OverturnedCount],
        _report!.Deciders.Select(one => (IReadOnlyList<object?>)[People.NameOf(one.DecidedBy), one.Decisions, one.Milder, one.Harder, one.Overturned])));

    private Task ExportDeviationsAsync() => Browser.DownloadAsync("deviations.csv", CsvFile.Of(
        [T.DecidedAt, T.Brand, T.DecidedByLabel, T.Member, T.OffenceClass, T.LadderSaid, T.DecidedLabel, T.NoteLabel],
        _report!.Deviations.Select(one => (IReadOnlyList<object?>)
        [
            FullMoment(one.DecidedAt, one.BrandId), Brands.NameOf(one.BrandId), People.NameOf(one.DecidedBy), Names.Member(one.BrandId, one.MemberId), T.Offence(one.OffenceClass), T.SanctionName(one.Proposed), T.SanctionName(one.Sanction), one.Note,
        ])));
}
