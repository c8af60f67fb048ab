using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Discipline;

/// <summary>Appeals, the longest waiting first, and their decision by somebody else than who decided the case.</summary>
public sealed partial class Appeals
{
    internal const string Open = "open";
    internal static readonly string[] States = [Open, "rejected", "overturned"];

    private Pages<Appeal> _pages = default!;
    private Appeal? _open;
    private GetCaseResponse? _case;
    private string _decision = "";
    private string _note = "";
    private bool _busy;
    private Failure? _failure;
    private Failure? _namesFailure;
    private Failure? _caseFailure;
    private Failure? _decideFailure;

    [Inject] private DisciplineService.DisciplineServiceClient Client { get; set; } = default!;

    [Inject] private CaseService.CaseServiceClient Cases { get; set; } = default!;

    /// <summary>Of which brand; empty: of all.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    /// <summary>One state; empty: any.</summary>
    [Parameter] public string State { get; set; } = Open;

    /// <summary>Another state is chosen.</summary>
    [Parameter] public EventCallback<string> StateChanged { get; set; }

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        _pages = new Pages<Appeal>(async (token, size, ct) =>
        {
            var answer = await Client.ListAppealsAsync(new ListAppealsRequest { BrandId = Brand, State = State, PageSize = size, PageToken = token }, cancellationToken: ct);
            return new Page<Appeal>(answer.Appeals, answer.NextPageToken, answer.Total);
        });
        return LoadAsync();
    }

    private async Task LoadAsync()
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
            _pages.Rows.Select(row => (row.BrandId, "", row.Penalty?.MemberId ?? "")).Concat(_case?.Offences.Select(offence => (_case.Case.BrandId, offence.GroupId, "")) ?? []), Gone));
        StateHasChanged();
    }

    private async Task ChooseAsync(ChangeEventArgs change)
    {
        State = (string?)change.Value ?? "";
        await StateChanged.InvokeAsync(State);
        await LoadAsync();
    }

    private Task OpenAsync(Appeal row)
    {
        (_open, _case, _decision, _note, _decideFailure, _caseFailure) = (row, null, "", "", null, null);
        return LoadCaseAsync();
    }

    private async Task LoadCaseAsync()
    {
        if (_open is not { } open) { return; }

        _caseFailure = await TryAsync(Services.Moderation, async () =>
        {
            var file = await Cases.GetCaseAsync(new GetCaseRequest { BrandId = open.BrandId, CaseId = open.CaseId }, cancellationToken: Gone);
            // Another row may have been opened meanwhile.
            if (_open == open) { _case = file; }
        });
        await LoadNamesAsync();
    }

    private async Task DecideAsync()
    {
        var open = _open!;
        _busy = true;
        _decideFailure = await TryAsync(Services.Moderation, async () =>
        {
            var answer = await Client.DecideAppealAsync(new DecideAppealRequest { BrandId = open.BrandId, AppealId = open.AppealId, Decision = _decision, Note = _note.Trim() }, cancellationToken: Gone);
            _pages.Replace(row => row.AppealId == answer.Appeal.AppealId, answer.Appeal);
            (_open, _note, _decision) = (answer.Appeal, "", "");
        });
        _busy = false;
    }

    private async Task ExportAsync()
    {
        IReadOnlyList<Appeal> rows = [];
        _failure = await TryAsync(Services.Moderation, async () => rows = await _pages.AllAsync(Gone));
        if (_failure is not null) { return; }

        await Browser.DownloadAsync("appeals.csv", CsvFile.Of(
            [T.FiledAt, T.Brand, T.Member, T.OffenceClass, T.SanctionLabel, T.AppealLabel, T.FiledBy, T.DecidedByLabel, T.StateLabel, T.ReviewedBy, T.ReviewReason],
            rows.Select(row => (IReadOnlyList<object?>)
            [
                FullMoment(row.FiledAt, row.BrandId), Brands.NameOf(row.BrandId), Names.Member(row.BrandId, row.Penalty?.MemberId ?? ""), T.Offence(row.Penalty?.OffenceClass ?? ""), T.SanctionName(row.Penalty?.Sanction ?? ""), row.Text,
                People.NameOf(row.FiledBy), People.NameOf(row.Penalty?.DecidedBy ?? ""), T.AppealState(row.State), row.Reviewer.Length > 0 ? People.NameOf(row.Reviewer) : "", row.Note,
            ])));
    }
}
