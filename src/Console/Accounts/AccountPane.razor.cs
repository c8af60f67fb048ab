using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Channels.V1;
using Steward.ServiceDefaults.Auth;

namespace Steward.Console.Accounts;

/// <summary>One account: what is wrong and what to do, its quotas, and the comparisons of its rosters.</summary>
public sealed partial class AccountPane
{
    private const int LatestRuns = 5;
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(10);

    private IReadOnlyList<CheckStep> _steps = [];
    private IReadOnlyList<Reconciliation>? _runs;
    private bool _checking;
    private bool _asking;
    private Failure? _actFailure;
    private Failure? _runsFailure;

    [Inject] private CheckService.CheckServiceClient Checks { get; set; } = default!;

    [Inject] private AccountService.AccountServiceClient Client { get; set; } = default!;

    [Inject] private AccountBook Accounts { get; set; } = default!;

    /// <summary>The account; for those who may not list accounts only its ids and the number of its groups.</summary>
    [Parameter, EditorRequired] public Account Item { get; set; } = default!;

    /// <summary>Its quotas, the fullest first; null until they are read.</summary>
    [Parameter] public IReadOnlyList<Quota>? Quotas { get; set; }

    /// <summary>Something was asked of the channel that may have changed the account's health.</summary>
    [Parameter] public EventCallback OnChecked { get; set; }

    /// <summary>The person is done with it.</summary>
    [Parameter] public EventCallback OnClose { get; set; }

    private string TokenText => Item switch
    {
        { TokenRefusedAt: not null } => T.TokenRefused(FullMoment(Item.TokenRefusedAt, Item.BrandId)),
        { TokenAt: null } => T.TokenNone,
        _ => $"{FullMoment(Item.TokenAt, Item.BrandId)} · {T.TokenUntil(Moment(Item.TokenUntil, Item.BrandId), Item.TokenUntil?.ToDateTimeOffset() < Clock.GetUtcNow())}",
    };

    private bool Admin => Person?.Role == Role.Admin;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        if (!Admin) { return; }

        await LoadRunsAsync();
        Repeat(RefreshEvery, LoadRunsAsync);
    }

    private async Task LoadRunsAsync()
    {
        _runsFailure = await TryAsync(Services.Channels, async () =>
            _runs = (await Client.ListReconciliationsAsync(new ListReconciliationsRequest { BrandId = Item.BrandId, AccountId = Item.AccountId, PageSize = LatestRuns }, cancellationToken: Gone)).Reconciliations);
        StateHasChanged();
    }

    private async Task CheckAsync()
    {
        _checking = true;
        _actFailure = await TryAsync(Services.Channels, async () =>
            _steps = (await Checks.CheckAccountAsync(new CheckAccountRequest { BrandId = Item.BrandId, AccountId = Item.AccountId }, cancellationToken: Gone)).Steps);
        _checking = false;
        await OnChecked.InvokeAsync();
    }

    private async Task ReconcileAsync()
    {
        _asking = true;
        _actFailure = await TryAsync(Services.Channels, async () =>
            await Client.ReconcileAccountAsync(new ReconcileAccountRequest { BrandId = Item.BrandId, AccountId = Item.AccountId }, cancellationToken: Gone));
        _asking = false;
        await LoadRunsAsync();
    }
}
