using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Cases;

/// <summary>What screening found about people, and what leads decide.</summary>
public sealed partial class CasesPage
{
    private const string Undecided = "open";
    private static readonly string[] States = [Undecided, "upheld", "dismissed"];
    private static readonly string[] Classes = ["advert", "abuse", "diversion", "illegal", "porn", "violence", "flood", "rumour", "competitor", "nickname"];

    private Pages<Case> _pages = default!;
    private GetCaseResponse? _open;
    private string _decision = "";
    private string _note = "";
    private string _sanction = "";
    private Failure? _failure;
    private Failure? _namesFailure;
    private Failure? _decideFailure;

    [Inject] private CaseService.CaseServiceClient Client { get; set; } = default!;

    private bool Leads => Person?.Leads == true;

    private string State { get => Kept("state", States, Undecided); set => Keep("state", value, Undecided); }

    private string Class { get => Kept("class", Classes); set => Keep("class", value); }

    private bool Narrow => State != Undecided || Class.Length > 0 || Search.Trim().Length > 0;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _pages = new Pages<Case>(async (token, size, ct) =>
        {
            var answer = await Client.ListCasesAsync(new ListCasesRequest { BrandId = Brand, State = State, OffenceClass = Class, Search = Search.Trim(), PageSize = size, PageToken = token }, cancellationToken: ct);
            return new Page<Case>(answer.Cases, answer.NextPageToken, answer.Total);
        });
        await Brands.LoadAsync();
        await ReloadAsync();
        // Names of colleagues adorn what was decided; ids do when Staffing is down.
        await TryAsync(Services.Staffing, () => People.LoadAsync(Gone));
    }

    /// <inheritdoc />
    protected override async Task ReloadAsync()
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
        (_decision, _note, _sanction, _decideFailure) = ("", "", "", null);
        _failure = await TryAsync(Services.Moderation, async () => _open = await Client.GetCaseAsync(new GetCaseRequest { BrandId = row.BrandId, CaseId = row.CaseId }, cancellationToken: Gone));
        await LoadNamesAsync();
    }

    private void Close() => _open = null;

    private async Task ExportOffencesAsync()
    {
        if (_open is not { } open) { return; }

        await Browser.DownloadAsync("offences.csv", CsvFile.Of(
            [T.SentAt, T.Brand, T.Group, T.Member, T.OffenceClass, T.Rule, T.Text],
            open.Offences.Select(offence => (IReadOnlyList<object?>)
            [
                FullMoment(offence.SentAt, open.Case.BrandId), Brands.NameOf(open.Case.BrandId), Names.Group(open.Case.BrandId, offence.GroupId), Names.Member(open.Case.BrandId, open.Case.MemberId),
                T.Offence(open.Case.OffenceClass), offence.RuleId, offence.Text,
            ])));
    }

    private async Task DecideAsync()
    {
        var open = _open!;
        _decideFailure = await TryAsync(Services.Moderation, async () =>
        {
            var request = new DecideCaseRequest { BrandId = open.Case.BrandId, CaseId = open.Case.CaseId, Decision = _decision, Note = _note.Trim(), Sanction = _decision == "upheld" ? _sanction : "" };
            var answer = await Client.DecideCaseAsync(request, cancellationToken: Gone);
            (open.Case, open.Penalty, open.Proposal) = (answer.Case, answer.Penalty, null);
            _pages.Replace(row => row.CaseId == answer.Case.CaseId, answer.Case);
        });
        _decision = "";
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
