using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Content.V1;

namespace Steward.Console.Calendar;

/// <summary>Posts that are planned, on their way, and sent.</summary>
public sealed partial class CalendarPage
{
    private static readonly string[] States = ["scheduled", "held", "sending", "confirmed", "partly", "failed", "cancelled"];
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(10);

    private Pages<CalendarEntry> _pages = default!;
    private CalendarEntry? _open;
    private CalendarEntry? _cancelling;
    private CalendarEntry? _changing;
    private bool _scheduling;
    private Failure? _failure;
    private Failure? _cancelFailure;

    [Inject] private CalendarService.CalendarServiceClient Client { get; set; } = default!;

    private string State { get => Kept("state", States); set => Keep("state", value); }

    private DateOnly? From { get => KeptDay("from"); set => Keep("from", value); }

    private DateOnly? To { get => KeptDay("to"); set => Keep("to", value); }

    private bool Narrow => State.Length > 0 || From is not null || To is not null;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _pages = new Pages<CalendarEntry>(async (token, size, ct) =>
        {
            var request = new ListEntriesRequest { BrandId = Brand, State = State, From = Moments.StartOf(From, 0, Brands.ZoneOf(Brand)), To = Moments.StartOf(To, 1, Brands.ZoneOf(Brand)), PageSize = size, PageToken = token };
            var answer = await Client.ListEntriesAsync(request, cancellationToken: ct);
            return new Page<CalendarEntry>(answer.Entries, answer.NextPageToken, answer.Total);
        });
        await Brands.LoadAsync();
        await TryAsync(Services.Staffing, () => People.LoadAsync(Gone));
        await ReloadAsync();
        Repeat(RefreshEvery, RefreshAsync);
    }

    /// <inheritdoc />
    protected override async Task ReloadAsync()
    {
        _failure = await TryAsync(Services.Content, () => _pages.RestartAsync(Gone));
        StateHasChanged();
    }

    // States change by themselves; a list that was unrolled further is left as it is.
    private Task RefreshAsync() => _pages.Rows.Count <= 100 ? ReloadAsync() : Task.CompletedTask;

    private async Task MoreAsync() => _failure = await TryAsync(Services.Content, () => _pages.MoreAsync(Gone));

    private void Plan(CalendarEntry? entry) => (_changing, _open, _scheduling) = (entry, null, true);

    private async Task CancelAsync(CalendarEntry entry)
    {
        _cancelFailure = await TryAsync(Services.Content, async () =>
        {
            var answer = await Client.CancelEntryAsync(new CancelEntryRequest { BrandId = entry.BrandId, EntryId = entry.EntryId }, cancellationToken: Gone);
            _pages.Replace(row => row.EntryId == entry.EntryId, answer.Entry);
        });
        if (_cancelFailure is null) { _cancelling = null; }
    }

    private Task OnScheduledAsync()
    {
        _scheduling = false;
        return ReloadAsync();
    }

    private async Task ExportAsync()
    {
        IReadOnlyList<CalendarEntry> rows = [];
        _failure = await TryAsync(Services.Content, async () => rows = await _pages.AllAsync(Gone));
        if (_failure is not null) { return; }

        await Browser.DownloadAsync("calendar.csv", CsvFile.Of(
            [T.SendAt, T.Brand, T.EntryTitle, T.Text, T.StateLabel, T.ConfirmedGroups, T.GroupsCount, T.Reason],
            rows.Select(row => (IReadOnlyList<object?>)
            [
                FullMoment(row.SendAt, row.BrandId), Brands.NameOf(row.BrandId), row.Title, row.Text, T.State(row.State), row.ConfirmedGroups, row.GroupIds.Count, Why(row.Why, row.Reason, row.BrandId),
            ])));
    }
}
