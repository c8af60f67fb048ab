using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Cases;

/// <summary>What screening found about people, and what leads decide: one after the other, or many at once.</summary>
public sealed partial class CasesPage
{
    private const string Undecided = "open";
    private static readonly string[] States = [Undecided, "upheld", "dismissed"];
    private static readonly string[] Hands = ["free", "mine", "held"];
    private static readonly string[] Classes = ["advert", "abuse", "diversion", "illegal", "porn", "violence", "flood", "rumour", "competitor", "nickname"];

    private Pages<Case> _pages = default!;
    private GetCaseResponse? _open;
    private CasePane? _pane;
    private PendingCounts? _pending;
    private RuleSummary? _ruleSays;
    private bool _bulk;
    private bool _policy;
    private bool _nothing;
    private Failure? _failure;
    private Failure? _namesFailure;

    [Inject] private CaseService.CaseServiceClient Client { get; set; } = default!;

    [Inject] private ReviewService.ReviewServiceClient Review { get; set; } = default!;

    private bool Leads => Person?.Leads == true;

    private string State { get => Kept("state", States, Undecided); set => Keep("state", value, Undecided); }

    private string Class { get => Kept("class", Classes); set => Keep("class", value); }

    private string Held { get => Kept("held", Hands); set => Keep("held", value); }

    private string Rule { get => Kept("rule"); set => Keep("rule", value); }

    private bool Narrow => State != Undecided || Class.Length > 0 || Held.Length > 0 || Rule.Length > 0 || Search.Trim().Length > 0;

    /// <summary>The brand that many cases can be decided of; empty while there are several to choose from.</summary>
    private string OneBrand => BrandsOf(Brand) is [var only] ? only : "";

    private PreviewBulkRequest BulkFilter => new() { OffenceClass = Class, Search = Search.Trim(), RuleId = Rule, Held = Held };

    /// <inheritdoc />
    protected override async Task PressAsync(string key)
    {
        switch (key)
        {
            case "take" when Leads && !_bulk && !_policy: await TakeNextAsync(_open?.Case); break;
            case "uphold": _pane?.Ask("upheld"); break;
            case "dismiss": _pane?.Ask("dismissed"); break;
            case "send" when _pane is not null: await _pane.DecideAsync(); break;
        }
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _pages = new Pages<Case>(async (token, size, ct) =>
        {
            var request = new ListCasesRequest { BrandId = Brand, State = State, OffenceClass = Class, Held = Held, RuleId = Rule, Search = Search.Trim(), PageSize = size, PageToken = token };
            var answer = await Client.ListCasesAsync(request, cancellationToken: ct);
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
        _failure = await TryAsync(Services.Moderation, async () =>
        {
            await _pages.RestartAsync(Gone);
            _ruleSays = Rule.Length > 0 && _pages.Rows.Count > 0 ? await RuleSaysAsync(_pages.Rows[^1]) : null;
        });
        await LoadNamesAsync();
    }

    // An address names a rule by its id; what that says is known by what it found.
    private async Task<RuleSummary?> RuleSaysAsync(Case row)
    {
        var offences = (await Client.GetCaseAsync(new GetCaseRequest { BrandId = row.BrandId, CaseId = row.CaseId }, cancellationToken: Gone)).Offences;
        return offences.LastOrDefault(offence => offence.RuleId == Rule)?.Rule;
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
            _pages.Rows.Select(row => (row.BrandId, row.GroupId, row.MemberId)).Concat(_open?.Offences.Select(offence => (_open.Case.BrandId, offence.GroupId, _open.Case.MemberId)) ?? []), Gone));
        StateHasChanged();
    }

    private bool IsHeld(Case row) => row.State == Undecided && row.ClaimedUntil?.ToDateTimeOffset() > Clock.GetUtcNow();

    private async Task OpenAsync(Case row)
    {
        _nothing = false;
        _failure = await TryAsync(Services.Moderation, async () => _open = await Client.GetCaseAsync(new GetCaseRequest { BrandId = row.BrandId, CaseId = row.CaseId }, cancellationToken: Gone));
        await LoadNamesAsync();
    }

    // What is open and undecided goes back to the queue, and is not handed out to the same person again.
    private async Task TakeNextAsync(Case? after)
    {
        if (_pane is not null) { await _pane.ReleaseAsync(); }

        Case? next = null;
        var request = new ClaimNextCaseRequest { BrandId = Brand, OffenceClass = Class, AfterCaseId = after is { State: Undecided } ? after.CaseId : "" };
        _failure = await TryAsync(Services.Moderation, async () => next = (await Review.ClaimNextCaseAsync(request, cancellationToken: Gone)).Case);
        if (next is null)
        {
            (_open, _nothing) = (null, _failure is null);
            return;
        }

        OnChanged(next);
        await OpenAsync(next);
    }

    private void OnChanged(Case changed) => _pages.Replace(row => row.CaseId == changed.CaseId, changed);

    private Task ChooseAsync(PendingCases line)
    {
        (Brand, Class, State) = (line.BrandId, line.OffenceClass, Undecided);
        return ReloadAsync();
    }

    private Task ChooseRuleAsync(string rule)
    {
        (_open, Rule) = (null, rule);
        return ReloadAsync();
    }

    private Task ForgetRuleAsync() => ChooseRuleAsync("");

    private void Close() => _open = null;

    private async Task CloseBulkAsync()
    {
        _bulk = false;
        await ReloadAsync();
        if (_pending is not null) { await _pending.LoadAsync(); }
    }

    private async Task ClosePolicyAsync()
    {
        _policy = false;
        if (_pending is not null) { await _pending.LoadAsync(); }
    }

    private async Task ExportAsync()
    {
        IReadOnlyList<Case> rows = [];
        _failure = await TryAsync(Services.Moderation, async () => rows = await _pages.AllAsync(Gone));
        if (_failure is not null) { return; }

        await Browser.DownloadAsync("cases.csv", CsvFile.Of(
            [T.OpenedAt, T.Brand, T.OffenceClass, T.Member, T.Group, T.Offences, T.LastText, T.StateLabel, T.HeldLabel, T.NoteLabel],
            rows.Select(row => (IReadOnlyList<object?>)
            [
                FullMoment(row.OpenedAt, row.BrandId), Brands.NameOf(row.BrandId), T.Offence(row.OffenceClass), Names.Member(row.BrandId, row.MemberId), Names.Group(row.BrandId, row.GroupId), row.Offences, row.LastText,
                T.CaseState(row.State), row.State != Undecided ? People.NameOf(row.DecidedBy) : IsHeld(row) ? People.NameOf(row.ClaimedBy) : "", row.Note,
            ])));
    }
}
