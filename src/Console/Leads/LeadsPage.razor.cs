using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Staffing.V1;

namespace Steward.Console.Leads;

/// <summary>Members who want to buy, in the hands of sales: who has them, by when they are to be spoken to, what came of it.</summary>
public sealed partial class LeadsPage
{
    private const string Mine = "mine";
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ReportOver = TimeSpan.FromDays(30);
    private static readonly string[] States = ["new", "following", "won", "lost", "returned"];

    private Pages<Lead> _pages = default!;
    private IReadOnlyList<LeadReportLine> _report = [];
    private Lead? _shown;
    private bool _rules;
    private Failure? _failure;
    private Failure? _namesFailure;

    [Inject] private LeadService.LeadServiceClient Client { get; set; } = default!;

    private string Whose { get => Kept("whose", [Mine]); set => Keep("whose", value); }

    private string State { get => Kept("state", States); set => Keep("state", value); }

    private bool Narrow => Whose.Length > 0 || State.Length > 0 || Search.Trim().Length > 0;

    /// <summary>The brand whose rules can be set; empty while there are several to choose from.</summary>
    private string OneBrand => BrandsOf(Brand) is [var only] ? only : "";

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _pages = new Pages<Lead>(async (token, size, ct) =>
        {
            var request = new ListLeadsRequest { BrandId = Brand, OwnerId = Whose == Mine ? Person!.OperatorId : "", Search = Search.Trim(), PageSize = size, PageToken = token };
            if (State.Length > 0) { request.States.Add(State); }

            var answer = await Client.ListLeadsAsync(request, cancellationToken: ct);
            return new Page<Lead>(answer.Leads, answer.NextPageToken, answer.Total);
        });
        await Brands.LoadAsync();
        await ReloadAsync();
        // Names of colleagues adorn who has it.
        await TryAsync(Services.Staffing, () => People.LoadAsync(Gone));
        // A list that was read on is not cut back.
        Repeat(ReadEvery, () => _pages.Rows.Count <= 100 ? ReloadAsync() : Task.CompletedTask);
    }

    /// <inheritdoc />
    protected override async Task ReloadAsync()
    {
        _failure = await TryAsync(Services.Staffing, async () =>
        {
            await _pages.RestartAsync(Gone);
            if (Person?.Leads == true)
            {
                var now = Clock.GetUtcNow();
                var range = new GetLeadReportRequest { BrandId = Brand, From = Timestamp.FromDateTimeOffset(now - ReportOver), Until = Timestamp.FromDateTimeOffset(now) };
                _report = (await Client.GetLeadReportAsync(range, cancellationToken: Gone)).Lines;
            }
        });
        await LoadNamesAsync();
    }

    private async Task MoreAsync()
    {
        _failure = await TryAsync(Services.Staffing, () => _pages.MoreAsync(Gone));
        await LoadNamesAsync();
    }

    private async Task LoadNamesAsync()
    {
        StateHasChanged();
        _namesFailure = await TryAsync(Services.Members, () => Names.LoadAsync(_pages.Rows.Select(row => (row.BrandId, row.GroupId, row.MemberId)), Gone));
        StateHasChanged();
    }

    private void OnChanged(Lead changed)
    {
        _pages.Replace(row => row.LeadId == changed.LeadId, changed);
        if (_shown?.LeadId == changed.LeadId) { _shown = changed; }
    }

    private async Task ExportAsync()
    {
        IReadOnlyList<Lead> rows = [];
        _failure = await TryAsync(Services.Staffing, async () => rows = await _pages.AllAsync(Gone));
        if (_failure is not null) { return; }

        await Browser.DownloadAsync("leads.csv", CsvFile.Of(
            [T.StateLabel, T.Brand, T.Member, T.Group, T.Wants, T.Seller, T.HandedByLabel, T.HandedAt, T.FollowDue, T.LeadInTime, T.LeadNote, T.AmountYuan],
            rows.Select(row => (IReadOnlyList<object?>)
            [
                T.LeadState(row.State), Brands.NameOf(row.BrandId), Names.Member(row.BrandId, row.MemberId), Names.Group(row.BrandId, row.GroupId), row.Wants, People.NameOf(row.OwnerId), People.NameOf(row.HandedBy),
                FullMoment(row.HandedAt, row.BrandId), FullMoment(row.FollowDueAt, row.BrandId), T.LeadFollow(row.Follow), row.Note, row.AmountFen / 100m,
            ])));
    }
}
