using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Members.V1;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Discipline;

/// <summary>A brand's policy: what holds, what would hold, what a member would get under either, and every version so far.</summary>
public sealed partial class PolicyView
{
    private PolicyForm _form = PolicyForm.Of(new Policy());
    private IReadOnlyList<string> _mistakes = [];
    private (Proposal Now, Proposal Then)? _proposals;
    private Member? _member;
    private string _class = "advert";
    private bool _asking;
    private Failure? _previewFailure;

    [Inject] private DisciplineService.DisciplineServiceClient Client { get; set; } = default!;

    /// <inheritdoc />
    protected override async Task<KeptPolicy<Policy>> ReadAsync() => Of(await Client.GetPolicyAsync(new GetPolicyRequest { BrandId = Brand }, cancellationToken: Gone));

    /// <inheritdoc />
    protected override async Task<IReadOnlyList<KeptPolicy<Policy>>> ReadAllAsync() => [.. (await Client.ListPoliciesAsync(new ListPoliciesRequest { BrandId = Brand }, cancellationToken: Gone)).Policies.Select(Of)];

    /// <inheritdoc />
    protected override async Task<int> PutAsync(Policy policy, int expected) => (await Client.PutPolicyAsync(new PutPolicyRequest { BrandId = Brand, Policy = policy, ExpectedVersion = expected }, cancellationToken: Gone)).Version;

    /// <inheritdoc />
    protected override void Fill(Policy policy) => (_form, _proposals, _mistakes) = (PolicyForm.Of(policy), null, []);

    private static KeptPolicy<Policy> Of(GetPolicyResponse answer) => new(answer.Version, answer.Policy, answer.SetAt, answer.SetBy);

    private Policy? Written()
    {
        var (policy, wrong) = _form.Read();
        _mistakes = [.. wrong.Select(T.PolicyNumberWrong)];
        return wrong.Count == 0 ? policy : null;
    }

    private void Ask() => _asking = Written() is not null;

    private async Task PutAsync()
    {
        _asking = false;
        if (Written() is not { } policy) { return; }

        var failure = await SaveAsync(policy);
        if (failure is { Problem.Code: "MOD-030" } refused) { _mistakes = T.PolicyMistakes(refused.Problem.Message); }
        else { Tell(failure); }
    }

    private Task KeepMineAsync()
    {
        KeepMine();
        return PutAsync();
    }

    private async Task PreviewAsync()
    {
        if (_member is not { } member || Written() is not { } policy) { return; }

        _previewFailure = await TryAsync(Services.Moderation, async () =>
        {
            var request = new ProposeSanctionRequest { BrandId = Brand, MemberId = member.MemberId, OffenceClass = _class };
            var now = (await Client.ProposeSanctionAsync(request, cancellationToken: Gone)).Proposal;
            _proposals = (now, (await Client.ProposeSanctionAsync(new ProposeSanctionRequest(request) { Policy = policy }, cancellationToken: Gone)).Proposal);
        });
        if (_previewFailure is { Problem.Code: "MOD-030" } refused) { (_mistakes, _previewFailure, _proposals) = (T.PolicyMistakes(refused.Problem.Message), null, null); }
    }

    private Task ExportAsync() => Browser.DownloadAsync("policies.csv", CsvFile.Of(
        [T.VersionLabel, T.SetBy, T.SetAt, T.LadderLabel, T.HalfLife, T.WindowLabel, T.WeightsLabel, T.ZeroTolerance, T.WarningText],
        Versions.Select(row => (IReadOnlyList<object?>)
        [
            row.Version, People.NameOf(row.SetBy), FullMoment(row.SetAt, Brand), T.LadderWords(row.Policy), row.Policy.HalfLifeDays, row.Policy.WindowDays,
            T.List(row.Policy.Weights.Select(weight => $"{T.Offence(weight.Key)} {weight.Value}")), T.List(row.Policy.ZeroTolerance.Select(T.Offence)), row.Policy.WarningText,
        ])));
}
