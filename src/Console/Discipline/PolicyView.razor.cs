using Microsoft.AspNetCore.Components;
using Steward.Console.Shared;
using Steward.Contracts.Members.V1;
using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Discipline;

/// <summary>A brand's policy: what holds, what would hold, what a member would get under either, and every version so far.</summary>
public sealed partial class PolicyView
{
    private PolicyForm _form = PolicyForm.Of(new Policy());
    private IReadOnlyList<GetPolicyResponse> _versions = [];
    private IReadOnlyList<string> _mistakes = [];
    private (Proposal Now, Proposal Then)? _proposals;
    private Member? _member;
    private string _class = "advert";
    private string _said = "";
    private int _version;
    private bool _asking;
    private bool _loaded;
    private Failure? _failure;
    private Failure? _previewFailure;

    [Inject] private DisciplineService.DisciplineServiceClient Client { get; set; } = default!;

    /// <summary>Whose policy.</summary>
    [Parameter, EditorRequired] public string Brand { get; set; } = "";

    private bool Leads => Person?.Leads == true;

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync() => _failure = await TryAsync(Services.Moderation, async () =>
    {
        var now = await Client.GetPolicyAsync(new GetPolicyRequest { BrandId = Brand }, cancellationToken: Gone);
        _versions = [.. (await Client.ListPoliciesAsync(new ListPoliciesRequest { BrandId = Brand }, cancellationToken: Gone)).Policies];
        (_version, _form, _loaded) = (now.Version, PolicyForm.Of(now.Policy), true);
    });

    private void Take(GetPolicyResponse row) => (_form, _proposals, _said) = (PolicyForm.Of(row.Policy), null, T.TakenIntoForm(row.Version));

    private Policy? Written()
    {
        var (policy, wrong) = _form.Read();
        _mistakes = [.. wrong.Select(T.PolicyNumberWrong)];
        return wrong.Count == 0 ? policy : null;
    }

    private void Ask() => _asking = Written() is not null;

    private async Task PutAsync()
    {
        (_asking, _said) = (false, "");
        if (Written() is not { } policy) { return; }

        var version = 0;
        var failure = await TryAsync(Services.Moderation, async () => version = (await Client.PutPolicyAsync(new PutPolicyRequest { BrandId = Brand, Policy = policy }, cancellationToken: Gone)).Version);
        if (failure is { Problem.Code: "MOD-030" } refused)
        {
            _mistakes = T.PolicyMistakes(refused.Problem.Message);
            return;
        }

        _failure = failure;
        if (failure is not null) { return; }

        await LoadAsync();
        _said = T.PolicyInForce(version);
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
        _versions.Select(row => (IReadOnlyList<object?>)
        [
            row.Version, People.NameOf(row.SetBy), FullMoment(row.SetAt, Brand), T.LadderWords(row.Policy), row.Policy.HalfLifeDays, row.Policy.WindowDays,
            T.List(row.Policy.Weights.Select(weight => $"{T.Offence(weight.Key)} {weight.Value}")), T.List(row.Policy.ZeroTolerance.Select(T.Offence)), row.Policy.WarningText,
        ])));
}
