using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Disputes;

/// <summary>By when the steps of a complaint have to be taken in a brand, and what its register is like.</summary>
public sealed partial class DisputeRules
{
    private readonly DisputeForm _form = new();
    private IReadOnlyList<string> _wrong = [];
    private bool _touched;

    [Inject] private DisputeService.DisputeServiceClient Client { get; set; } = default!;

    /// <summary>It was closed.</summary>
    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    /// <inheritdoc />
    protected override async Task<KeptPolicy<DisputePolicy>> ReadAsync() => Of(await Client.GetDisputePolicyAsync(new GetDisputePolicyRequest { BrandId = Brand }, cancellationToken: Gone));

    /// <inheritdoc />
    protected override async Task<IReadOnlyList<KeptPolicy<DisputePolicy>>> ReadAllAsync() => [.. (await Client.ListDisputePoliciesAsync(new ListDisputePoliciesRequest { BrandId = Brand }, cancellationToken: Gone)).Policies.Select(Of)];

    /// <inheritdoc />
    protected override async Task<int> PutAsync(DisputePolicy policy, int expected) => (await Client.PutDisputePolicyAsync(new PutDisputePolicyRequest { BrandId = Brand, Policy = policy, ExpectedVersion = expected }, cancellationToken: Gone)).Version;

    /// <inheritdoc />
    protected override void Fill(DisputePolicy policy)
    {
        _form.Fill(policy);
        (_wrong, _touched) = ([], false);
    }

    private static KeptPolicy<DisputePolicy> Of(GetDisputePolicyResponse answer) => new(answer.Version, answer.Policy, answer.SetAt, answer.SetBy);

    private async Task PutAsync()
    {
        (var policy, _wrong) = _form.Read();
        if (policy is not null) { Tell(await SaveAsync(policy)); }
    }

    private Task KeepMineAsync()
    {
        KeepMine();
        return PutAsync();
    }

    private Task ExportAsync() => Browser.DownloadAsync("dispute-rules.csv", CsvFile.Of(
        [T.VersionLabel, T.SetBy, T.SetAt, T.WhatItSays],
        Versions.Select(row => (IReadOnlyList<object?>)[row.Version, People.NameOf(row.SetBy), FullMoment(row.SetAt, Brand), T.DisputeRulesSay(row.Policy)])));
}
