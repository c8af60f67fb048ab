using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Members.V1;
using Steward.ServiceDefaults.Auth;

namespace Steward.Console.Accounts;

/// <summary>The channel accounts: whether messages and callbacks come in, what is used of the quotas, and what to do about what is wrong.</summary>
public sealed partial class AccountsPage
{
    /// <summary>Accounts whose gauges are read along; more of them are read when they are opened.</summary>
    private const int MostGauges = 12;
    private const int MostGroups = 500;
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan QuotasEvery = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, IReadOnlyList<Quota>> _quotas = [];
    private IReadOnlyList<Account> _rows = [];
    private string? _open;
    private string _brand = "";
    private bool _loaded;
    private Failure? _failure;
    private Failure? _quotaFailure;

    [Inject] private QuotaService.QuotaServiceClient Quotas { get; set; } = default!;

    [Inject] private GroupService.GroupServiceClient Groups { get; set; } = default!;

    [Inject] private AccountBook Accounts { get; set; } = default!;

    private bool Admin => Person?.Role == Role.Admin;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        await ReloadAsync();
        await LoadQuotasAsync();
        Repeat(RefreshEvery, RefreshAsync);
        Repeat(QuotasEvery, LoadQuotasAsync);
    }

    private async Task ReloadAsync()
    {
        await Brands.LoadAsync();
        _failure = BrandsMissing(_brand) ?? await TryAsync(Admin ? Services.Channels : Services.Members, async () =>
        {
            _rows = Admin ? await Accounts.LoadAsync(BrandsOf(_brand), Gone) : await OfGroupsAsync();
            _loaded = true;
        });
        StateHasChanged();
    }

    /// <summary>What is known without the right to list accounts: those that the groups belong to.</summary>
    private async Task<IReadOnlyList<Account>> OfGroupsAsync()
    {
        var answers = await Task.WhenAll(BrandsOf(_brand).Select(brand => Groups.ListGroupsAsync(new ListGroupsRequest { BrandId = brand, PageSize = MostGroups }, cancellationToken: Gone).ResponseAsync));
        return
        [
            .. from answer in answers
               from group_ in answer.Groups
               where group_.AccountId.Length > 0
               group group_ by (group_.BrandId, group_.AccountId) into mine
               select new Account { BrandId = mine.Key.BrandId, AccountId = mine.Key.AccountId, Groups = mine.Count() },
        ];
    }

    private async Task RefreshAsync()
    {
        await ReloadAsync();
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

    private async Task SetBrandAsync(string brand)
    {
        (_brand, _open) = (brand, null);
        await ReloadAsync();
        await LoadQuotasAsync();
    }
}
