using System.Globalization;
using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Incidents;

/// <summary>When the same story in several groups is an incident of a brand.</summary>
public sealed partial class IncidentThresholds
{
    private static readonly string[] Fields = ["groups", "members", "minutes", "letters"];
    private readonly Dictionary<string, string> _boxes = Fields.ToDictionary(name => name, _ => "");
    private IReadOnlyList<string> _wrong = [];
    private bool _touched;

    [Inject] private IncidentService.IncidentServiceClient Client { get; set; } = default!;

    /// <summary>It was closed.</summary>
    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    /// <inheritdoc />
    protected override async Task<KeptPolicy<IncidentPolicy>> ReadAsync() => Of(await Client.GetIncidentPolicyAsync(new GetIncidentPolicyRequest { BrandId = Brand }, cancellationToken: Gone));

    /// <inheritdoc />
    protected override async Task<IReadOnlyList<KeptPolicy<IncidentPolicy>>> ReadAllAsync() => [.. (await Client.ListIncidentPoliciesAsync(new ListIncidentPoliciesRequest { BrandId = Brand }, cancellationToken: Gone)).Policies.Select(Of)];

    /// <inheritdoc />
    protected override async Task<int> PutAsync(IncidentPolicy policy, int expected) => (await Client.PutIncidentPolicyAsync(new PutIncidentPolicyRequest { BrandId = Brand, Policy = policy, ExpectedVersion = expected }, cancellationToken: Gone)).Version;

    /// <inheritdoc />
    protected override void Fill(IncidentPolicy policy)
    {
        foreach (var (name, number) in Fields.Zip([policy.Groups, policy.Members, policy.Minutes, policy.Letters])) { _boxes[name] = number.ToString(CultureInfo.InvariantCulture); }

        (_wrong, _touched) = ([], false);
    }

    private static KeptPolicy<IncidentPolicy> Of(GetIncidentPolicyResponse answer) => new(answer.Version, answer.Policy, answer.SetAt, answer.SetBy);

    private async Task PutAsync()
    {
        var numbers = Fields.ToDictionary(name => name, name => int.TryParse(_boxes[name].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null);
        _wrong = [.. Fields.Where(name => numbers[name] is null)];
        if (_wrong.Count > 0) { return; }

        Tell(await SaveAsync(new IncidentPolicy { Groups = numbers["groups"]!.Value, Members = numbers["members"]!.Value, Minutes = numbers["minutes"]!.Value, Letters = numbers["letters"]!.Value }));
    }

    private Task KeepMineAsync()
    {
        KeepMine();
        return PutAsync();
    }

    private Task ExportAsync() => Browser.DownloadAsync("incident-thresholds.csv", CsvFile.Of(
        [T.VersionLabel, T.SetBy, T.SetAt, T.WhatItSays],
        Versions.Select(row => (IReadOnlyList<object?>)[row.Version, People.NameOf(row.SetBy), FullMoment(row.SetAt, Brand), T.ThresholdsSay(row.Policy)])));
}
