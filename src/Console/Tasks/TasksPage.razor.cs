using Microsoft.AspNetCore.Components;
using Steward.Console.Language;
using Steward.Console.Shared;
using Steward.Contracts.Channels.V1;

namespace Steward.Console.Tasks;

/// <summary>What people have to do in the channel's own client, the most urgent first.</summary>
public sealed partial class TasksPage
{
    /// <summary>Most open tasks that are read: the urgent ones are the oldest, and so the last of the service's list.</summary>
    private const int MostOpen = 2000;
    private const string Open = "open";
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(10);
    private static readonly string[] States = [Open, "done", "expired", "declined"];
    private static readonly string[] Kinds = [.. Texts.CommandKinds.Where(kind => kind != "send-to-groups"), "check"];

    private Pages<HumanTask> _pages = default!;
    private CountTasksResponse _counts = new();
    private HumanTask? _selected;
    private TaskPane? _pane;
    private Failure? _failure;
    private Failure? _namesFailure;

    [Inject] private TaskService.TaskServiceClient Client { get; set; } = default!;

    [Inject] private AccountBook Accounts { get; set; } = default!;

    private string State
    {
        get => Kept("state", States, Open);
        set
        {
            Keep("state", value, Open);
            _selected = null;
        }
    }

    private string Kind
    {
        get => Kept("kind", Kinds);
        set
        {
            Keep("kind", value);
            _selected = null;
        }
    }

    private IReadOnlyList<HumanTask> Rows => TaskRows.Ordered(_pages.Rows);

    /// <inheritdoc />
    protected override async Task PressAsync(string key)
    {
        switch (key)
        {
            case "next": await MoveAsync(1); break;
            case "previous": await MoveAsync(-1); break;
            case "open" when _selected is null: await MoveAsync(0); break;
            case "done" when _pane is not null: await _pane.AskAsync("done"); break;
            case "impossible" when _pane is not null: await _pane.AskAsync("impossible"); break;
            case "send" when _pane is { Asking: true }: await _pane.ResolveAsync(); break;
            case "leave" when _pane is { Asking: true }: _pane.Unask(); break;
            case "leave": _selected = null; break;
        }
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _pages = new Pages<HumanTask>((token, size, ct) => BrandPages.ReadAsync(BrandsOf(Brand), token, (brand, next, each) => ReadAsync(brand, size, next, each), ct));
        await Brands.LoadAsync();
        await ReloadAsync();
        // Names of accounts and colleagues adorn; ids do when they cannot be read.
        await TryAsync(Services.Channels, () => Accounts.LoadAsync(BrandsOf(""), Gone));
        await TryAsync(Services.Staffing, () => People.LoadAsync(Gone));
        Repeat(RefreshEvery, RefreshAsync);
    }

    private async Task<Page<HumanTask>> ReadAsync(string brand, int size, string token, CancellationToken ct)
    {
        var answer = await Client.ListTasksAsync(new ListTasksRequest { BrandId = brand, State = State, Kind = Kind, PageSize = size, PageToken = token }, cancellationToken: ct);
        return new Page<HumanTask>(answer.Tasks, answer.NextPageToken, answer.Total);
    }

    /// <inheritdoc />
    protected override async Task ReloadAsync()
    {
        await Brands.LoadAsync();
        _failure = BrandsMissing(Brand) ?? await TryAsync(Services.Channels, async () =>
        {
            await _pages.RestartAsync(Gone);
            while (State == Open && _pages.More && _pages.Rows.Count < MostOpen) { await _pages.MoreAsync(Gone); }

            var counts = new CountTasksResponse();
            foreach (var one in await Task.WhenAll(BrandsOf(Brand).Select(brand => Client.CountTasksAsync(new CountTasksRequest { BrandId = brand }, cancellationToken: Gone).ResponseAsync)))
            {
                counts.Open += one.Open;
                counts.Escalated += one.Escalated;
                counts.DoneToday += one.DoneToday;
                counts.ExpiredToday += one.ExpiredToday;
                counts.DeclinedToday += one.DeclinedToday;
            }

            _counts = counts;
        });
        if (_selected is { } open) { _selected = _pages.Rows.FirstOrDefault(row => row.TaskId == open.TaskId) ?? open; }

        await LoadNamesAsync();
    }

    // While somebody writes a note nothing moves under the hand; a long list of closed tasks that was unrolled is left as it is.
    private Task RefreshAsync() => _pane is { Asking: true } || (State != Open && _pages.Rows.Count > 100) ? Task.CompletedTask : ReloadAsync();

    private async Task MoreAsync()
    {
        _failure = await TryAsync(Services.Channels, () => _pages.MoreAsync(Gone));
        await LoadNamesAsync();
    }

    private async Task LoadNamesAsync()
    {
        StateHasChanged();
        _namesFailure = await TryAsync(Services.Members, () => Names.LoadAsync(_pages.Rows.Select(row => (row.BrandId, row.GroupId, row.MemberId)), Gone));
        StateHasChanged();
    }

    private void Select(HumanTask task) => _selected = task;

    private async Task MoveAsync(int step)
    {
        if (TaskRows.Neighbour(Rows, _selected?.TaskId, step) is not { } row) { return; }

        _selected = row;
        StateHasChanged();
        await Browser.RevealAsync(".item.cursor");
    }

    private Task OnResolvedAsync(HumanTask task)
    {
        // The next one comes under the cursor, so that a row of tasks is done without the mouse.
        var next = TaskRows.Neighbour(Rows, task.TaskId, 1);
        _pages.Replace(row => row.TaskId == task.TaskId, task);
        _selected = State == Open && next?.TaskId != task.TaskId ? next : task;
        return ReloadAsync();
    }

    /// <inheritdoc />
    protected override void OnBrandChanged() => _selected = null;

    private async Task ExportAsync()
    {
        IReadOnlyList<HumanTask> rows = [];
        _failure = BrandsMissing(Brand) ?? await TryAsync(Services.Channels, async () => rows = await _pages.AllAsync(Gone));
        if (_failure is not null) { return; }

        await Browser.DownloadAsync("tasks.csv", CsvFile.Of(
            [T.CreatedAt, T.Brand, T.KindLabel, T.OriginLabel, T.Group, T.Member, T.Text, T.Evidence, T.WhereToGo, T.StateLabel, T.DueAt, T.Escalated, T.ClosedAt, T.ClosedBy, T.NoteLabel, T.CommandId],
            TaskRows.Ordered(rows).Select(row => (IReadOnlyList<object?>)
            [
                FullMoment(row.CreatedAt, row.BrandId), Brands.NameOf(row.BrandId), T.CommandKind(row.Kind), T.OriginName(row.Origin), Names.Group(row.BrandId, row.GroupId), Names.Member(row.BrandId, row.MemberId), row.Text,
                row.Evidence, TaskRows.PlaceOf(row, T.ChannelName), T.TaskState(row.State), FullMoment(row.DueAt, row.BrandId), FullMoment(row.EscalatedAt, row.BrandId), FullMoment(row.ClosedAt, row.BrandId), row.ClosedBy == "observed" ? T.Observed : People.NameOf(row.ClosedBy), Why(row.NoteWhy, row.Note, row.BrandId), row.TaskId,
            ])));
    }
}
