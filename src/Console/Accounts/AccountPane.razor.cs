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

    /// <summary>The account; for those who may not see how it is only its name, channel and number of groups.</summary>
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

    private async Task ExportStepsAsync() => await Browser.DownloadAsync("account-check.csv", CsvFile.Of(
        [T.Account, T.CheckStep, T.StateLabel, T.CheckFound, T.WhatToDoLabel],
        _steps.Select(step => (IReadOnlyList<object?>)[Item.Name, T.CheckStepName(step.Name), T.CheckOutcome(step.Outcome), Words(Item.BrandId).Found(step), Words(Item.BrandId).Mend(step)])));

    private async Task ExportRunsAsync() => await Browser.DownloadAsync("roster-comparisons.csv", CsvFile.Of(
        [T.Account, T.StartedAt, T.FinishedAt, T.Cause, T.StateLabel, T.GroupsCompared, T.GroupsListed, T.GroupsRepaired, T.MembersAdded, T.MembersRemoved, T.Unreadable, T.Reason],
        (_runs ?? []).Select(run => (IReadOnlyList<object?>)
        [
            Item.Name, FullMoment(run.StartedAt, Item.BrandId), FullMoment(run.FinishedAt, Item.BrandId), T.ReconciliationCause(run.Cause), T.ReconciliationState(run.State), run.GroupsCompared, run.GroupsListed,
            run.GroupsMissing + run.GroupsExtra + run.RostersRepaired, run.MembersAdded, run.MembersRemoved, run.Failures, Why(run.ErrorWhy, run.Error, Item.BrandId),
        ])));

    private async Task ExportQuotasAsync() => await Browser.DownloadAsync("quotas.csv", CsvFile.Of(
        [T.Account, T.QuotaLabel, T.Period, T.Subject, T.Used, T.Limit, T.ResetsLabel, T.ClosedLabel, T.OwnLimit],
        (Quotas ?? []).Select(quota => (IReadOnlyList<object?>)
        [
            Item.Name, T.QuotaScope(quota.Scope), T.QuotaSpan(quota.Span), quota.SubjectName.Length > 0 ? quota.SubjectName : quota.Subject, quota.Used, quota.Limit, FullMoment(quota.ResetsAt, Item.BrandId), FullMoment(quota.ClosedUntil, Item.BrandId), quota.Overridden ? T.Yes : T.No,
        ])));
}
