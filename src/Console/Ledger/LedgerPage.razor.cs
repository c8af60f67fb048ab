using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;
using Steward.Console.Language;
using Steward.Console.Shared;
using Steward.Contracts.Channels.V1;

namespace Steward.Console.Ledger;

/// <summary>Every outgoing act: what became of it, and what holds it back until when.</summary>
public sealed partial class LedgerPage
{
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CountEvery = TimeSpan.FromMinutes(1);

    private ConcurrentDictionary<string, int> _counts = new();
    private Pages<Command> _pages = default!;
    private Command? _open;
    private Failure? _failure;
    private Failure? _accountsFailure;

    [Inject] private CommandService.CommandServiceClient Client { get; set; } = default!;

    [Inject] private AccountBook Accounts { get; set; } = default!;

    private string State { get => Kept("state", LedgerFilter.States); set => Keep("state", value); }

    private string Kind { get => Kept("kind", Texts.CommandKinds); set => Keep("kind", value); }

    private string Origin { get => Kept("origin", LedgerFilter.Origins); set => Keep("origin", value); }

    private string Blocked { get => Kept("blocked", LedgerFilter.Blocks); set => Keep("blocked", value); }

    private string Account { get => Kept("account", [.. Accounts.Of(BrandsOf(Brand)).Select(account => account.AccountId)]); set => Keep("account", value); }

    private DateOnly? From { get => KeptDay("from"); set => Keep("from", value); }

    private DateOnly? To { get => KeptDay("to"); set => Keep("to", value); }

    private LedgerFilter Filter => new(State, Kind, Origin, Account, Blocked, From, To);

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _pages = new Pages<Command>((token, size, ct) => BrandPages.ReadAsync(BrandsOf(Brand), token, (brand, next, each) => ReadAsync(Filter, brand, size, next, each), ct));
        await Brands.LoadAsync();
        await LoadAccountsAsync();
        await ReloadAsync();
        Repeat(RefreshEvery, RefreshAsync);
        Repeat(CountEvery, CountAsync);
    }

    // Several brands come one after the other; what is shown is newest first over all of them.
    private static IEnumerable<Command> Newest(IEnumerable<Command> rows) => rows.OrderByDescending(row => row.CreatedAt.ToDateTimeOffset()).ThenByDescending(row => row.CommandId, StringComparer.Ordinal);

    private async Task<Page<Command>> ReadAsync(LedgerFilter filter, string brand, int size, string token, CancellationToken ct)
    {
        var answer = await Client.ListCommandsAsync(filter.For(brand, Brands.ZoneOf(brand), size, token), cancellationToken: ct);
        return new Page<Command>(answer.Commands, answer.NextPageToken, answer.Total);
    }

    private async Task LoadAccountsAsync()
    {
        _accountsFailure = await TryAsync(Services.Channels, () => Accounts.LoadAsync(BrandsOf(""), Gone));
        // Names of colleagues adorn; ids do when Staffing is down.
        await TryAsync(Services.Staffing, () => People.LoadAsync(Gone));
    }

    /// <inheritdoc />
    protected override async Task ReloadAsync()
    {
        await LoadRowsAsync();
        if (_failure is null) { await CountAsync(); }
    }

    private async Task LoadRowsAsync()
    {
        await Brands.LoadAsync();
        _failure = BrandsMissing(Brand) ?? await TryAsync(Services.Channels, () => _pages.RestartAsync(Gone));
        StateHasChanged();
    }

    // States change by themselves; a list that was unrolled further is left as it is.
    private Task RefreshAsync() => _pages.Rows.Count <= 100 * Math.Max(1, BrandsOf(Brand).Count) ? LoadRowsAsync() : Task.CompletedTask;

    private async Task MoreAsync() => _failure = await TryAsync(Services.Channels, () => _pages.MoreAsync(Gone));

    /// <summary>How many commands each state has, with everything else filtered as the table is.</summary>
    private async Task CountAsync()
    {
        var (filter, asked) = (Filter with { State = "" }, BrandsOf(Brand));
        var counts = new ConcurrentDictionary<string, int>();
        var failure = await TryAsync(Services.Channels, () => Parallel.ForEachAsync(
            from state in LedgerFilter.States.Prepend("") from brand in asked select (state, brand),
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Gone },
            async (one, ct) =>
            {
                var page = await ReadAsync(filter with { State = one.state }, one.brand, 1, "", ct);
                counts.AddOrUpdate(one.state, page.Total, (_, sum) => sum + page.Total);
            }));
        _failure ??= failure;
        if (failure is null && filter == (Filter with { State = "" }) && asked.SequenceEqual(BrandsOf(Brand))) { _counts = counts; }

        StateHasChanged();
    }

    private string Count(string state) => _counts.TryGetValue(state, out var count) ? T.Number(count) : "";

    private string Pressed(string state) => State == state ? "true" : "false";

    // The counts stay: they are of every state.
    private Task ShowAsync(string state)
    {
        State = state;
        return LoadRowsAsync();
    }

    /// <inheritdoc />
    protected override void OnBrandChanged() => Account = "";

    private void OnChanged(Command command) => _pages.Replace(row => row.CommandId == command.CommandId, command);

    private async Task ExportAsync()
    {
        IReadOnlyList<Command> rows = [];
        _failure = BrandsMissing(Brand) ?? await TryAsync(Services.Channels, async () => rows = await _pages.AllAsync(Gone));
        if (_failure is not null) { return; }

        await Browser.DownloadAsync("ledger.csv", CsvFile.Of(
            [T.CreatedAt, T.Brand, T.KindLabel, T.OriginLabel, T.ChannelLabel, T.Account, T.Text, T.StateLabel, T.HeldBack, T.NotBefore, T.ConfirmedGroups, T.GroupsCount, T.Reason, T.RequestedBy, T.SettledAt, T.CommandId],
            Newest(rows).Select(row => (IReadOnlyList<object?>)
            [
                FullMoment(row.CreatedAt, row.BrandId), Brands.NameOf(row.BrandId), T.CommandKind(row.Kind), T.OriginName(row.Origin), T.ChannelName(row.Channel), Accounts.NameOf(row.AccountId), row.Text,
                T.CommandState(row.State), row.BlockedReason.Length > 0 ? T.BlockName(row.BlockedReason) : "", FullMoment(row.NextTryAt, row.BrandId), row.ConfirmedGroups, row.Groups, Why(row.Why, row.Reason, row.BrandId), People.NameOf(row.RequestedBy),
                FullMoment(row.SettledAt, row.BrandId), row.CommandId,
            ])));
    }
}
