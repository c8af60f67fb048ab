using Grpc.Core;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Staffing.V1;

namespace Steward.Console.Inbox;

/// <summary>What waits for a person, over all brands, kept up to date by the broker.</summary>
public sealed partial class InboxPage
{
    /// <summary>A first answer that is due so soon is urgent.</summary>
    internal static readonly TimeSpan UrgentWithin = TimeSpan.FromMinutes(5);
    private const int PageSize = 100;
    private const string Late = "late";
    private const string Soon = "soon";
    private const string Escalated = "escalated";

    /// <summary>Changes that are read one by one; more of them at once are a new list.</summary>
    private const int FewChanges = 20;
    private static readonly TimeSpan RefreshAtMostEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan WakeEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SoonIs = TimeSpan.FromMinutes(15);
    private static readonly string[] Urgencies = [Late, Soon, Escalated];
    private static readonly string[] States = ["open", "claimed", "answering", "waiting", "resolved"];

    private readonly Dictionary<string, Draft> _drafts = [];
    private IReadOnlyList<WorkItem> _rows = [];
    private string _next = "";
    private int _total;
    private int _reads;
    private bool _loaded;
    private string? _cursor;
    private bool _takeFocus;
    private bool _ending;
    private string _said = "";
    private WorkItem? _selected;
    private ItemPane? _pane;
    private Failure? _failure;
    private Failure? _namesFailure;
    private IDisposable? _news;
    private Coalescer<(Guid Brand, Guid Item)>? _changes;

    [Inject] private WorkItemService.WorkItemServiceClient Items { get; set; } = default!;

    [Inject] private WorkItemNews News { get; set; } = default!;

    private bool _more => _next.Length > 0;

    private Whose Whose { get => Enum.TryParse<Whose>(Kept("whose"), ignoreCase: true, out var whose) && Enum.IsDefined(whose) ? whose : Whose.Mine; set => Keep("whose", value.ToString().ToLowerInvariant(), "mine"); }

    private string State { get => Kept("state", States); set => Keep("state", value); }

    /// <summary>What it is about, one of <see cref="InboxRows.Kinds"/>; empty: anything.</summary>
    private string Kind { get => Kept("kind", InboxRows.Kinds); set => Keep("kind", value); }

    /// <summary>How near the deadline of the first answer is, one of <see cref="Urgencies"/>; empty: any.</summary>
    private string Urgency { get => Kept("due", Urgencies); set => Keep("due", value); }

    /// <summary>Whether what this person has put off is shown too; of others it always is.</summary>
    private bool Snoozed { get => Kept("snoozed") == "1"; set => Keep("snoozed", value ? "1" : null); }

    private InboxFilter Filter => new(Person!.OperatorId, Whose, Brand, State, Search.Trim())
    {
        DueBefore = Urgency switch { Late => Clock.GetUtcNow(), Soon => Clock.GetUtcNow() + SoonIs, _ => null }, AwakeAt = Whose == Whose.Mine && !Snoozed ? Clock.GetUtcNow() : null, Escalated = Urgency == Escalated, Kind = Kind,
    };

    /// <inheritdoc />
    protected override async Task PressAsync(string key)
    {
        switch (key)
        {
            case "next": await MoveAsync(1); break;
            case "previous": await MoveAsync(-1); break;
            case "open" when _rows.FirstOrDefault(row => row.WorkItemId == _cursor) is { } item: await OpenAsync(item); break;
            case "claim" when _pane is not null: await _pane.ClaimAsync(); break;
            case "send" when _pane is not null: await _pane.SendAsync(); break;
            case "suggestion-1" or "suggestion-2" or "suggestion-3" when _pane is not null: _pane.InsertSuggestion(key[^1] - '1'); break;
            case "phrase-next" or "phrase-previous" or "phrase-take" when _pane is not null: _pane.PickPhrase(key); break;
            case "mark-intent" when _pane is not null: await _pane.MarkAsync("intent"); break;
            case "to-sales" when _pane is not null: _pane.HandToSales(); break;
            case "hand-over" when _pane is not null: _pane.HandOver(); break;
            case "leave" when _pane is not { Asking: true }: await CloseAsync(); break;
        }
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _changes = new Coalescer<(Guid, Guid)>(Clock, RefreshAtMostEvery, changed => RunAsync(() => RefreshAsync(changed)));
        _news = News.Subscribe(Person!.Caller, change => _changes.Add((change.BrandId, change.WorkItemId)));
        await Brands.LoadAsync();
        await ReloadAsync();
        // What was put off comes back by itself; a list that was read on is not cut back for it. Names of colleagues adorn who handed something over.
        Repeat(WakeEvery, () => _rows.Count <= PageSize ? ReloadAsync() : Task.CompletedTask);
        await TryAsync(Services.Staffing, () => People.LoadAsync(Gone));
    }

    /// <inheritdoc />
    protected override void OnGone()
    {
        base.OnGone();
        _news?.Dispose();
        _changes?.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ReloadAsync()
    {
        var mine = ++_reads;
        var filter = Filter;
        _failure = await TryAsync(Services.Staffing, async () =>
        {
            var (rows, next, total) = await ReadAsync(filter, "", PageSize);
            if (mine == _reads) { (_rows, _next, _total, _loaded) = (rows, next, total, true); }
        });
        _cursor ??= _rows.Count > 0 ? _rows[0].WorkItemId : null;
        StateHasChanged();
        await LoadNamesAsync();
    }

    private async Task MoreAsync()
    {
        _failure = await TryAsync(Services.Staffing, async () =>
        {
            var (rows, next, total) = await ReadAsync(Filter, _next, PageSize);
            (_rows, _next, _total) = ([.. _rows, .. rows], next, total);
        });
        await LoadNamesAsync();
    }

    private async Task<(IReadOnlyList<WorkItem> Rows, string Next, int Total)> ReadAsync(InboxFilter filter, string token, int size)
    {
        var answer = await Items.ListWorkItemsAsync(filter.Request(token, size), cancellationToken: Gone);
        return (answer.Items, answer.NextPageToken, answer.Total);
    }

    private async Task LoadNamesAsync()
    {
        var rows = _rows;
        _namesFailure = await TryAsync(Services.Members, () => Names.LoadAsync(rows.Select(row => (row.BrandId, row.GroupId, row.MemberId)), Gone));
        StateHasChanged();
    }

    private async Task RefreshAsync(IReadOnlyCollection<(Guid Brand, Guid Item)> changed)
    {
        if (changed.Count > FewChanges || _failure is not null)
        {
            await ReloadAsync();
        }
        else
        {
            _failure = await TryAsync(Services.Staffing, async () =>
            {
                foreach (var item in await Task.WhenAll(changed.Select(ReadOneAsync))) { Put(item.Id, item.Now); }
            });
            await LoadNamesAsync();
        }

        if (_selected is { } open && changed.Any(one => one.Item.ToString() == open.WorkItemId) && _pane is not null) { await _pane.RefreshAsync(); }
    }

    private async Task<(string Id, WorkItem? Now)> ReadOneAsync((Guid Brand, Guid Item) changed)
    {
        try
        {
            var answer = await Items.GetWorkItemAsync(new GetWorkItemRequest { BrandId = changed.Brand.ToString(), WorkItemId = changed.Item.ToString() }, cancellationToken: Gone);
            return (changed.Item.ToString(), answer.Item);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            return (changed.Item.ToString(), null);
        }
    }

    private void Put(string id, WorkItem? item)
    {
        var before = _rows.Count;
        _rows = item is null ? InboxRows.Without(_rows, id) : InboxRows.With(_rows, item, Filter, !_more);
        _total = Math.Max(_rows.Count, _total + _rows.Count - before);
        if (item is not null && _selected?.WorkItemId == id) { _selected = item; }
    }

    private async Task OnItemChangedAsync(WorkItem item)
    {
        Put(item.WorkItemId, item);
        await LoadNamesAsync();
    }

    private async Task OpenAsync(WorkItem item)
    {
        _cursor = item.WorkItemId;
        _selected = item;
        _takeFocus = true;
        StateHasChanged();
        await Browser.RevealAsync(".item.cursor");
    }

    private Task CloseAsync()
    {
        _selected = null;
        return Task.CompletedTask;
    }

    private async Task MoveAsync(int step)
    {
        if (InboxRows.Neighbour(_rows, _cursor, step) is not { } row) { return; }

        _cursor = row.WorkItemId;
        // The keyboard stays with the list, so that the next key moves on.
        _takeFocus = false;
        if (_selected is not null) { _selected = row; }

        StateHasChanged();
        await Browser.RevealAsync(".item.cursor");
    }

    private Draft DraftOf(WorkItem item) => _drafts.TryGetValue(item.WorkItemId, out var draft) ? draft : _drafts[item.WorkItemId] = new Draft();

    private async Task EndedAsync((int Moved, string To) done)
    {
        (_ending, _selected, _said) = (false, null, T.HandedOver(done.Moved, done.To));
        await ReloadAsync();
    }

    private Task SetSnoozedAsync(bool shown)
    {
        Snoozed = shown;
        return ReloadAsync();
    }

    private Task SetWhoseAsync(Whose whose)
    {
        Whose = whose;
        return ReloadAsync();
    }

    private async Task ExportAsync()
    {
        var rows = new List<WorkItem>();
        _failure = await TryAsync(Services.Staffing, async () =>
        {
            var token = "";
            do
            {
                var page = await ReadAsync(Filter, token, 500);
                rows.AddRange(page.Rows);
                token = page.Next;
            }
            while (token.Length > 0 && rows.Count < CsvFile.MaxRows);
        });
        if (_failure is not null) { return; }

        var file = CsvFile.Of(
            T.InboxColumns,
            rows.Select(row => (IReadOnlyList<object?>)
            [
                Brands.NameOf(row.BrandId), Names.Group(row.BrandId, row.GroupId), Names.Member(row.BrandId, row.MemberId), T.MatterKind(row.Kind), row.Question, row.Questions, T.State(row.State),
                FullMoment(row.OpenedAt, row.BrandId), FullMoment(row.ResponseDueAt, row.BrandId), T.KeptName(row.Response), row.Answer, row.Note, row.WorkItemId,
            ]));
        await Browser.DownloadAsync("inbox.csv", file);
    }
}
