using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Cases;

/// <summary>What screening found about people, and what leads decide.</summary>
public sealed partial class CasesPage
{
    private static readonly string[] States = ["open", "upheld", "dismissed"];
    private static readonly string[] Classes = ["advert", "abuse", "diversion", "illegal", "porn", "violence", "flood", "rumour", "competitor", "nickname"];

    private Pages<Case> _pages = default!;
    private GetCaseResponse? _open;
    private string _brand = "";
    private string _state = "open";
    private string _class = "";
    private string _search = "";
    private string _decision = "";
    private string _note = "";
    private Failure? _failure;
    private Failure? _namesFailure;
    private Failure? _decideFailure;

    [Inject] private CaseService.CaseServiceClient Client { get; set; } = default!;

    private bool Leads => Person?.Leads == true;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _pages = new Pages<Case>(async (token, size, ct) =>
        {
            var answer = await Client.ListCasesAsync(new ListCasesRequest { BrandId = _brand, State = _state, OffenceClass = _class, Search = _search.Trim(), PageSize = size, PageToken = token }, cancellationToken: ct);
            return new Page<Case>(answer.Cases, answer.NextPageToken, answer.Total);
        });
        await Brands.LoadAsync();
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        _failure = await TryAsync(Services.Moderation, () => _pages.RestartAsync(Gone));
        await LoadNamesAsync();
    }

    private async Task MoreAsync()
    {
        _failure = await TryAsync(Services.Moderation, () => _pages.MoreAsync(Gone));
        await LoadNamesAsync();
    }

    private async Task LoadNamesAsync()
    {
        StateHasChanged();
        _namesFailure = await TryAsync(Services.Members, () => Names.LoadAsync(
            _pages.Rows.Select(row => (row.BrandId, row.GroupId, row.MemberId)).Concat(_open?.Offences.Select(offence => (_open.Case.BrandId, offence.GroupId, "")) ?? []), Gone));
        StateHasChanged();
    }

    private async Task OpenAsync(Case row)
    {
        (_decision, _note, _decideFailure) = ("", "", null);
        _failure = await TryAsync(Services.Moderation, async () => _open = await Client.GetCaseAsync(new GetCaseRequest { BrandId = row.BrandId, CaseId = row.CaseId }, cancellationToken: Gone));
        await LoadNamesAsync();
    }

    private void Close() => _open = null;

    private async Task DecideAsync()
    {
        var open = _open!;
        _decideFailure = await TryAsync(Services.Moderation, async () =>
        {
            var request = new DecideCaseRequest { BrandId = open.Case.BrandId, CaseId = open.Case.CaseId, Decision = _decision, Note = _note.Trim() };
            var answer = await Client.DecideCaseAsync(request, cancellationToken: Gone);
            open.Case = answer.Case;
            _pages.Replace(row => row.CaseId == answer.Case.CaseId, answer.Case);
        });
        _decision = "";
    }

    private Task SetBrandAsync(string brand)
    {
        _brand = brand;
        return ReloadAsync();
    }

    private Task SetStateAsync(ChangeEventArgs change)
    {
        _state = (string?)change.Value ?? "";
        return ReloadAsync();
    }

    private Task SetClassAsync(ChangeEventArgs change)
    {
        _class = (string?)change.Value ?? "";
        return ReloadAsync();
    }

    private Task SetSearchAsync(string search)
    {
        _search = search;
        return ReloadAsync();
    }

    private async Task ExportAsync()
    {
        IReadOnlyList<Case> rows = [];
        _failure = await TryAsync(Services.Moderation, async () => rows = await _pages.AllAsync(Gone));
        if (_failure is not null) { return; }

        await Browser.DownloadAsync("cases.csv", CsvFile.Of(
            [T.OpenedAt, T.Brand, T.OffenceClass, T.Member, T.Group, T.Offences, T.LastText, T.StateLabel, T.NoteLabel],
            rows.Select(row => (IReadOnlyList<object?>)
            [
                FullMoment(row.OpenedAt, row.BrandId), Brands.NameOf(row.BrandId), T.Offence(row.OffenceClass), Names.Member(row.BrandId, row.MemberId), Names.Group(row.BrandId, row.GroupId), row.Offences, row.LastText,
                T.CaseState(row.State), row.Note,
            ])));
    }
}
