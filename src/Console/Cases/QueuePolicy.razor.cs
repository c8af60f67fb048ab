using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Cases;

/// <summary>A brand's policy for its queue: how long a claim lasts, after how long a case is overdue, which classes wait for nobody.</summary>
public sealed partial class QueuePolicy
{
    private QueuePolicyForm _form = new();
    private IReadOnlyList<string> _wrong = [];
    private bool _touched;

    [Inject] private ReviewService.ReviewServiceClient Client { get; set; } = default!;

    /// <summary>It was closed; what waits may be counted otherwise now.</summary>
    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    /// <inheritdoc />
    protected override async Task<KeptPolicy<ReviewPolicy>> ReadAsync() => Of(await Client.GetReviewPolicyAsync(new GetReviewPolicyRequest { BrandId = Brand }, cancellationToken: Gone));

    /// <inheritdoc />
    protected override async Task<IReadOnlyList<KeptPolicy<ReviewPolicy>>> ReadAllAsync() => [.. (await Client.ListReviewPoliciesAsync(new ListReviewPoliciesRequest { BrandId = Brand }, cancellationToken: Gone)).Policies.Select(Of)];

    /// <inheritdoc />
    protected override async Task<int> PutAsync(ReviewPolicy policy, int expected) => (await Client.PutReviewPolicyAsync(new PutReviewPolicyRequest { BrandId = Brand, Policy = policy, ExpectedVersion = expected }, cancellationToken: Gone)).Version;

    /// <inheritdoc />
    protected override void Fill(ReviewPolicy policy) => (_form, _wrong, _touched) = (QueuePolicyForm.Of(policy), [], false);

    private static KeptPolicy<ReviewPolicy> Of(GetReviewPolicyResponse answer) => new(answer.Version, answer.Policy, answer.SetAt, answer.SetBy);

    private async Task PutAsync()
    {
        (var policy, _wrong) = _form.Read();
        if (_wrong.Count == 0) { Tell(await SaveAsync(policy)); }
    }

    private Task KeepMineAsync()
    {
        KeepMine();
        return PutAsync();
    }

    private Task ExportAsync() => Browser.DownloadAsync("queue-policies.csv", CsvFile.Of(
        [T.VersionLabel, T.SetBy, T.SetAt, T.WhatItSays],
        Versions.Select(row => (IReadOnlyList<object?>)[row.Version, People.NameOf(row.SetBy), FullMoment(row.SetAt, Brand), T.QueueSays(row.Policy)])));
}
