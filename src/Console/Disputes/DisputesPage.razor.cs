using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Disputes;

/// <summary>The register of complaints: what is due first on top, and the protocol of each.</summary>
public sealed partial class DisputesPage
{
    private const string Open = "open";
    private const string Critical = "critical";
    private const string Yes = "1";
    private static readonly TimeSpan CountsEvery = TimeSpan.FromMinutes(1);
    private static readonly string[] States = [Open, "resolved"];
    private static readonly string[] Hands = ["free", "mine", "held"];

    private Pages<Complaint> _pages = default!;
    private IReadOnlyList<OpenComplaints> _open = [];
    private Complaint? _shown;
    private DisputePane? _pane;
    private bool _registering;
    private bool _rules;
    private string _said = "";
    private Failure? _failure;
    private Failure? _namesFailure;

    [Inject] private DisputeService.DisputeServiceClient Client { get; set; } = default!;

    private string State { get => Kept("state", States, Open); set => Keep("state", value, Open); }

    private string Kind { get => Kept("kind", Language.Texts.ComplaintKinds); set => Keep("kind", value); }

    private string Step { get => Kept("step", Language.Texts.DisputeSteps); set => Keep("step", value); }

    private string Held { get => Kept("held", Hands); set => Keep("held", value); }

    private bool Overdue { get => Kept("overdue") == Yes; set => Keep("overdue", value ? Yes : ""); }

    private bool Narrow => State != Open || Kind.Length > 0 || Step.Length > 0 || Held.Length > 0 || Overdue || Search.Trim().Length > 0;

    /// <summary>The brand in which something can be registered; empty while there are several to choose from.</summary>
    private string OneBrand => BrandsOf(Brand) is [var only] ? only : "";

    private IEnumerable<OpenSteps> OverdueSteps =>
        from step in _open.SelectMany(one => one.Steps)
        group step by step.Step into same
        let overdue = same.Sum(one => one.Overdue)
        where overdue > 0
        orderby Array.IndexOf(Language.Texts.DisputeSteps, same.Key)
        select new OpenSteps { Step = same.Key, Overdue = overdue };

    /// <inheritdoc />
    protected override async Task PressAsync(string key)
    {
        switch (key)
        {
            case "take" when !_registering && !_rules: ShowNext(); break;
            case "send" when _pane is not null: await _pane.GoAsync(); break;
        }
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _pages = new Pages<Complaint>(async (token, size, ct) =>
        {
            var request = new ListComplaintsRequest { BrandId = Brand, State = State, Kind = Kind, Step = Step, Held = Held, Overdue = Overdue, Search = Search.Trim(), PageSize = size, PageToken = token };
            var answer = await Client.ListComplaintsAsync(request, cancellationToken: ct);
            return new Page<Complaint>(answer.Complaints, answer.NextPageToken, answer.Total);
        });
        await Brands.LoadAsync();
        await ReloadAsync();
        // Names of colleagues adorn who has it; ids do when Staffing is down.
        await TryAsync(Services.Staffing, () => People.LoadAsync(Gone));
        Repeat(CountsEvery, CountAsync);
    }

    /// <inheritdoc />
    protected override async Task ReloadAsync()
    {
        _failure = await TryAsync(Services.Moderation, () => _pages.RestartAsync(Gone));
        await CountAsync();
        await LoadNamesAsync();
    }

    private async Task MoreAsync()
    {
        _failure = await TryAsync(Services.Moderation, () => _pages.MoreAsync(Gone));
        await LoadNamesAsync();
    }

    // Counters adorn the list; the list says when the service is down.
    private async Task CountAsync()
    {
        await TryAsync(Services.Moderation, async () => _open = (await Client.GetOpenComplaintsAsync(new GetOpenComplaintsRequest { BrandId = Brand }, cancellationToken: Gone)).Brands);
        StateHasChanged();
    }

    private async Task LoadNamesAsync()
    {
        StateHasChanged();
        _namesFailure = await TryAsync(Services.Members, () => Names.LoadAsync(_pages.Rows.Select(row => (row.BrandId, row.GroupId, row.MemberId)), Gone));
        StateHasChanged();
    }

    private bool IsOverdue(Complaint row) => row.State == Open && row.NextDueAt?.ToDateTimeOffset() <= Clock.GetUtcNow();

    /// <summary>The one after that which is shown; after the last one the first that is still open.</summary>
    private void ShowNext()
    {
        var open = _pages.Rows.Where(row => row.State == Open).ToList();
        var at = open.FindIndex(row => row.ComplaintId == _shown?.ComplaintId);
        _shown = open.Count == 0 ? null : open[(at + 1) % open.Count];
    }

    private void OnChanged(Complaint changed)
    {
        _pages.Replace(row => row.ComplaintId == changed.ComplaintId, changed);
        if (_shown?.ComplaintId == changed.ComplaintId) { _shown = changed; }
    }

    private Task CloseAsync()
    {
        _shown = null;
        return ReloadAsync();
    }

    private Task ChooseAsync(string step)
    {
        (Step, Overdue, State) = (step, true, Open);
        return ReloadAsync();
    }

    private async Task OnRegisteredAsync(RegisterComplaintResponse answer)
    {
        (_registering, _said) = (false, T.ComplaintCame(answer.Came));
        await ReloadAsync();
        _shown = answer.Complaint;
    }

    private async Task ExportAsync()
    {
        IReadOnlyList<Complaint> rows = [];
        _failure = await TryAsync(Services.Moderation, async () => rows = await _pages.AllAsync(Gone));
        if (_failure is not null) { return; }

        await Browser.DownloadAsync("complaints.csv", CsvFile.Of(
            [
                T.ComplainedAt, T.Brand, T.Member, T.Group, T.ComplaintKindLabel, T.ComplaintSeverityLabel, T.ComplaintText, T.Messages, T.RoundLabel, T.StateLabel, T.NextStepLabel, T.DueLabel, T.HolderLabel, T.ResolutionOutcome,
                T.ResolvedAtLabel, T.SatisfactionLabel,
            ],
            rows.Select(row => (IReadOnlyList<object?>)
            [
                FullMoment(row.ComplainedAt, row.BrandId), Brands.NameOf(row.BrandId), Names.Member(row.BrandId, row.MemberId), Names.Group(row.BrandId, row.GroupId), T.ComplaintKind(row.Kind), T.ComplaintSeverity(row.Severity),
                row.Text, row.Messages, row.Round, T.ComplaintState(row.State), row.NextStep.Length > 0 ? T.DisputeStep(row.NextStep) : "", FullMoment(row.NextDueAt, row.BrandId),
                row.Holder.Length > 0 ? People.NameOf(row.Holder) : "", row.Outcome.Length > 0 ? T.ComplaintOutcome(row.Outcome) : "", FullMoment(row.ResolvedAt, row.BrandId), row.Satisfaction > 0 ? row.Satisfaction : "",
            ])));
    }
}
