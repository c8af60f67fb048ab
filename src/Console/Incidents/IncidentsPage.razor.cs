using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Incidents;

/// <summary>Stories that are told in many groups at once.</summary>
public sealed partial class IncidentsPage
{
    private const string Open = "open";
    private static readonly string[] States = [Open, "closed"];

    private Pages<Incident> _pages = default!;
    private Incident? _open;
    private bool _policy;
    private Failure? _failure;

    [Inject] private IncidentService.IncidentServiceClient Client { get; set; } = default!;

    private string State { get => Kept("state", States); set => Keep("state", value); }

    /// <summary>The brand whose thresholds can be set; empty while there are several to choose from.</summary>
    private string OneBrand => BrandsOf(Brand) is [var only] ? only : "";

    private bool Narrow => State.Length > 0 || Search.Trim().Length > 0;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _pages = new Pages<Incident>(async (token, size, ct) =>
        {
            var answer = await Client.ListIncidentsAsync(new ListIncidentsRequest { BrandId = Brand, State = State, Search = Search.Trim(), PageSize = size, PageToken = token }, cancellationToken: ct);
            return new Page<Incident>(answer.Incidents, answer.NextPageToken, answer.Total);
        });
        await Brands.LoadAsync();
        await ReloadAsync();
        // Names of colleagues adorn what was written; ids do when Staffing is down.
        await TryAsync(Services.Staffing, () => People.LoadAsync(Gone));
    }

    /// <inheritdoc />
    protected override async Task ReloadAsync()
    {
        _failure = await TryAsync(Services.Moderation, () => _pages.RestartAsync(Gone));
        StateHasChanged();
    }

    private async Task MoreAsync() => _failure = await TryAsync(Services.Moderation, () => _pages.MoreAsync(Gone));

    private void OnChanged(Incident changed)
    {
        _pages.Replace(row => row.IncidentId == changed.IncidentId, changed);
        // The pane is given what is open here: an older one would undo what it just showed.
        if (_open?.IncidentId == changed.IncidentId) { _open = changed; }
    }

    private async Task ExportAsync()
    {
        IReadOnlyList<Incident> rows = [];
        _failure = await TryAsync(Services.Moderation, async () => rows = await _pages.AllAsync(Gone));
        if (_failure is not null) { return; }

        await Browser.DownloadAsync("incidents.csv", CsvFile.Of(
            [T.OpenedAt, T.Brand, T.Story, T.GroupsCount, T.MembersCount, T.Messages, T.FirstSeen, T.LastSeen, T.StateLabel, T.IncidentOutcomeLabel],
            rows.Select(row => (IReadOnlyList<object?>)
            [
                FullMoment(row.OpenedAt, row.BrandId), Brands.NameOf(row.BrandId), row.Text, row.Groups, row.Members, row.Messages, FullMoment(row.FirstSeenAt, row.BrandId), FullMoment(row.LastSeenAt, row.BrandId),
                T.IncidentState(row.State), row.Outcome.Length > 0 ? T.IncidentOutcome(row.Outcome) : "",
            ])));
    }
}
