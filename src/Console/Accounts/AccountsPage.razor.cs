using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Channels.V1;
using Steward.ServiceDefaults.Auth;

namespace Steward.Console.Accounts;

/// <summary>The channel accounts: whether messages and callbacks come in, what is used of the quotas, and what to do about what is wrong.</summary>
public sealed partial class AccountsPage
{
    /// <summary>Accounts whose gauges are read along; more of them are read when they are opened.</summary>
    private const int MostGauges = 12;
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan QuotasEvery = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, IReadOnlyList<Quota>> _quotas = [];
    private IReadOnlyList<Account> _rows = [];
    private string? _open;
    private bool _loaded;
    private Failure? _failure;
    private Failure? _quotaFailure;

    [Inject] private QuotaService.QuotaServiceClient Quotas { get; set; } = default!;

    [Inject] private AccountBook Accounts { get; set; } = default!;

    private bool Admin => Person?.Role == Role.Admin;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        await ReloadAsync();
        Repeat(RefreshEvery, RefreshAsync);
        Repeat(QuotasEvery, LoadQuotasAsync);
    }

    /// <inheritdoc />
    protected override async Task ReloadAsync()
    {
        await LoadAccountsAsync();
        await LoadQuotasAsync();
    }

    private async Task LoadAccountsAsync()
    {
        await Brands.LoadAsync();
        _failure = BrandsMissing(Brand) ?? await TryAsync(Services.Channels, async () =>
        {
            await Accounts.ReadAsync(BrandsOf(Brand), Gone);
            _rows = Admin ? await Accounts.HealthAsync(BrandsOf(Brand), Gone) : [.. Accounts.Of(BrandsOf(Brand)).Select(OfName)];
            _loaded = true;
        });
        StateHasChanged();
    }

    private string TokenTitle(Account row) => row.TokenAt is null ? "" : $"{FullMoment(row.TokenAt, row.BrandId)} · {T.TokenUntil(Moment(row.TokenUntil, row.BrandId), row.TokenUntil?.ToDateTimeOffset() < Clock.GetUtcNow())}";

    // Who may not see how accounts are, sees which there are.
    private static Account OfName(AccountName name) => new() { AccountId = name.AccountId, BrandId = name.BrandId, Name = name.Name, Channel = name.Channel, Groups = name.Groups };

    private async Task RefreshAsync()
    {
        await LoadAccountsAsync();
        if (_rows.FirstOrDefault(row => row.AccountId == _open) is { } open) { await LoadQuotasAsync([open]); }
    }

    private Task LoadQuotasAsync() => LoadQuotasAsync([.. _rows.Take(MostGauges)]);

    private async Task LoadQuotasAsync(IReadOnlyList<Account> accounts)
    {
        _quotaFailure = await TryAsync(Services.Channels, async () =>
        {
            foreach (var account in accounts)
            {
                var answer = await Quotas.ListQuotasAsync(new ListQuotasRequest { BrandId = account.BrandId, AccountId = account.AccountId }, cancellationToken: Gone);
                _quotas[account.AccountId] = [.. Gauge.Of(answer.Quotas, Clock.GetUtcNow()).Select(gauge => gauge.Quota)];
            }
        });
        StateHasChanged();
    }

    private IReadOnlyList<Quota>? QuotasOf(string accountId) => _quotas.GetValueOrDefault(accountId);

    private Quota? FullestOf(string accountId) => QuotasOf(accountId)?.FirstOrDefault(quota => quota.Scope != Gauge.Reminders);

    private async Task OpenAsync(string accountId)
    {
        _open = accountId;
        await LoadQuotasAsync([.. _rows.Where(row => row.AccountId == accountId)]);
    }

    private async Task ExportAsync() => await Browser.DownloadAsync("accounts.csv", CsvFile.Of(
        [T.Account, T.Brand, T.ChannelLabel, T.Health, T.TokenGiven, T.ArchiveRead, T.Undecryptable, T.Reopened, T.NewestMessage, T.LastCallback, T.CallbacksWaiting, T.OldestCallback, T.GroupsCount, T.LastError, "ID"],
        _rows.Select(row => (IReadOnlyList<object?>)
        [
            row.Name, Brands.NameOf(row.BrandId), T.ChannelName(row.Channel), Admin ? T.HealthName(Levels.Name(AccountHealth.Of(row, Clock.GetUtcNow()).Worst)) : "",
            FullMoment(row.TokenAt, row.BrandId), FullMoment(row.ArchiveReadAt, row.BrandId), row.ArchiveUndecryptable, row.ArchiveReopened, FullMoment(row.ArchiveMessageAt, row.BrandId), FullMoment(row.CallbackAt, row.BrandId), row.CallbacksWaiting,
            FullMoment(row.CallbackOldestAt, row.BrandId), row.Groups, Why(row.LastErrorWhy, row.LastError, row.BrandId), row.AccountId,
        ])));

    /// <inheritdoc />
    protected override void OnBrandChanged() => _open = null;
}
