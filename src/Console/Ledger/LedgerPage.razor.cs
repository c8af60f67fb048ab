using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Channels.V1;
using Steward.ServiceDefaults.Auth;

namespace Steward.Console.Ledger;

/// <summary>Every outgoing act: what became of it, and what holds it back until when.</summary>
public sealed partial class LedgerPage
{
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CountEvery = TimeSpan.FromMinutes(1);

    private readonly SortedSet<string> _accounts = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, int> _counts = new();
    private Pages<Command> _pages = default!;
    private LedgerFilter _filter = new();
    private Command? _open;
    private string _brand = "";
    private Failure? _failure;

    [Inject] private CommandService.CommandServiceClient Client { get; set; } = default!;

    [Inject] private AccountBook Accounts { get; set; } = default!;

    /// <summary>The state to begin with.</summary>
    [SupplyParameterFromQuery(Name = "state")]
    public string? FirstState { get; set; }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _pages = new Pages<Command>((token, size, ct) => BrandPages.ReadAsync(BrandsOf(_brand), token, (brand, next, each) => ReadAsync(_filter, brand, size, next, each), ct));
        if (LedgerFilter.States.Contains(FirstState)) { _filter = _filter with { State = FirstState! }; }

        await Brands.LoadAsync();
        await LoadAccountsAsync();
        await ReloadAsync();
        Repeat(RefreshEvery, RefreshAsync);
        Repeat(CountEvery, CountAsync);
    }

    // Several brands come one after the other; what is shown is newest first over all of them.
    private static IEnumerable<Command> Newest(IEnumerable<Command> rows) => rows.OrderByDescending(row => row.CreatedAt.ToDateTimeOffset()).ThenByDescending(row => row.CommandId, StringComparer.Ordinal);

    private static string Of(ChangeEventArgs change) => (string?)change.Value ?? "";

    private async Task<Page<Command>> ReadAsync(LedgerFilter filter, string brand, int size, string token, CancellationToken ct)
    {
        var answer = await Client.ListCommandsAsync(filter.For(brand, Brands.ZoneOf(brand), size, token), cancellationToken: ct);
        return new Page<Command>(answer.Commands, answer.NextPageToken, answer.Total);
    }

    private async Task LoadAccountsAsync()
    {
        if (Person?.Role != Role.Admin) { return; }

        _failure = await TryAsync(Services.Channels, async () => _accounts.UnionWith((await Accounts.LoadAsync(BrandsOf(""), Gone)).Select(account => account.AccountId)));
    }

    private async Task ReloadAsync()
    {
        await LoadRowsAsync();
        if (_failure is null) { await CountAsync(); }
    }

    private async Task LoadRowsAsync()
    {
        await Brands.LoadAsync();
        _failure = BrandsMissing(_brand) ?? await TryAsync(Services.Channels, () => _pages.RestartAsync(Gone));
        _accounts.UnionWith(_pages.Rows.Select(row => row.AccountId));
        StateHasChanged();
    }

    // States change by themselves; a list that was unrolled further is left as it is.
    private Task RefreshAsync() => _pages.Rows.Count <= 100 * Math.Max(1, BrandsOf(_brand).Count) ? LoadRowsAsync() : Task.CompletedTask;

    private async Task MoreAsync() => _failure = await TryAsync(Services.Channels, () => _pages.MoreAsync(Gone));

    /// <summary>How many commands each state has, with everything else filtered as the table is.</summary>
    private async Task CountAsync()
    {
        var filter = _filter;
        var counts = new ConcurrentDictionary<string, int>();
        var failure = await TryAsync(Services.Channels, () => Parallel.ForEachAsync(
            from state in LedgerFilter.States.Prepend("") from brand in BrandsOf(_brand) select (state, brand),
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Gone },
            async (one, ct) =>
            {
                var page = await ReadAsync(filter with { State = one.state }, one.brand, 1, "", ct);
                counts.AddOrUpdate(one.state, page.Total, (_, sum) => sum + page.Total);
            }));
        _failure ??= failure;
        if (failure is null && (filter with { State = "" }) == (_filter with { State = "" })) { _counts = counts; }

        StateHasChanged();
    }

    private string Count(string state) => _counts.TryGetValue(state, out var count) ? T.Number(count) : "";

    private string Pressed(string state) => _filter.State == state ? "true" : "false";

    private Task FilterAsync(LedgerFilter filter)
    {
        var recount = (filter with { State = "" }) != (_filter with { State = "" });
        _filter = filter;
        return recount ? ReloadAsync() : LoadRowsAsync();
    }

    private Task SetBrandAsync(string brand)
    {
        (_brand, _filter) = (brand, _filter with { Account = "" });
        return ReloadAsync();
    }

    private void OnChanged(Command command) => _pages.Replace(row => row.CommandId == command.CommandId, command);

    private async Task ExportAsync()
    {
        IReadOnlyList<Command> rows = [];
        _failure = BrandsMissing(_brand) ?? await TryAsync(Services.Channels, async () => rows = await _pages.AllAsync(Gone));
        if (_failure is not null) { return; }

        await Browser.DownloadAsync("ledger.csv", CsvFile.Of(
            [T.CreatedAt, T.Brand, T.KindLabel, T.OriginLabel, T.ChannelLabel, T.Account, T.Text, T.StateLabel, T.HeldBack, T.NotBefore, T.ConfirmedGroups, T.GroupsCount, T.Reason, T.RequestedBy, T.SettledAt, T.CommandId],
            Newest(rows).Select(row => (IReadOnlyList<object?>)
            [
                FullMoment(row.CreatedAt, row.BrandId), Brands.NameOf(row.BrandId), T.CommandKind(row.Kind), T.OriginName(row.Origin), T.ChannelName(row.Channel), Accounts.NameOf(row.AccountId), row.Text,
                T.CommandState(row.State), row.BlockedReason.Length > 0 ? T.BlockName(row.BlockedReason) : "", FullMoment(row.NextTryAt, row.BrandId), row.ConfirmedGroups, row.Groups, Why(row.Why, row.Reason, row.BrandId), row.RequestedBy,
                FullMoment(row.SettledAt, row.BrandId), row.CommandId,
            ])));
    }
}
