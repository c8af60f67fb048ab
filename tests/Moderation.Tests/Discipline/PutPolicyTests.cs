using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;

namespace Steward.Moderation.Tests.Discipline;

[Collection(nameof(ModerationBench))]
public sealed class PutPolicyTests(ModerationBench bench)
{
    private readonly Guid _brand = Guid.NewGuid();

    private DisciplineService.DisciplineServiceClient Leads => bench.Host.Client<DisciplineService.DisciplineServiceClient>(new Caller("lead", Role.Lead, [new BrandId(_brand)]));

    [Fact]
    public async Task Who_has_read_an_older_policy_is_told_who_changed_it()
    {
        var policy = (await Leads.GetPolicyAsync(new GetPolicyRequest { BrandId = _brand.ToString() })).Policy;
        var mine = new PutPolicyRequest { BrandId = _brand.ToString(), Policy = policy, ExpectedVersion = 0 };
        Assert.Equal(1, (await Leads.PutPolicyAsync(mine)).Version);
        var refused = await ModerationBench.RefusedAsync(Leads.PutPolicyAsync(mine), StatusCode.FailedPrecondition, "MOD-181");
        Assert.Contains("lead put version 1 in force", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(2, (await Leads.PutPolicyAsync(new PutPolicyRequest(mine) { ExpectedVersion = 1 })).Version);

        // Who does not say what they have read is not asked.
        Assert.Equal(3, (await Leads.PutPolicyAsync(new PutPolicyRequest { BrandId = _brand.ToString(), Policy = policy })).Version);

        // Of two at once one is told.
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
        {
            try { return (await Leads.PutPolicyAsync(new PutPolicyRequest(mine) { ExpectedVersion = 3 })).Version; }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.FailedPrecondition) { return 0; }
        }));
        Assert.Equal([0, 4], both.Order());
    }

    [Fact]
    public async Task A_policy_is_versioned_checked_and_holds_for_the_next_decision()
    {
        var builtIn = await Leads.GetPolicyAsync(new GetPolicyRequest { BrandId = _brand.ToString() });
        Assert.Equal((0, 2), (builtIn.Version, builtIn.Policy.Ladder.Count));
        await ModerationBench.RefusedAsync(Leads.PutPolicyAsync(new PutPolicyRequest { BrandId = _brand.ToString() }), StatusCode.InvalidArgument, "MOD-030");

        var strict = new Policy(builtIn.Policy) { ZeroTolerance = { "advert" } };
        Assert.Equal(1, (await Leads.PutPolicyAsync(new PutPolicyRequest { BrandId = _brand.ToString(), Policy = strict })).Version);
        await bench.ForbidAsync(_brand, "兼职", "傻子");
        var member = Guid.NewGuid();
        await bench.ScreenAsync(_brand, ModerationBench.Says(member, "兼职"));
        var open = Assert.Single((await bench.Cases(_brand).ListCasesAsync(new ListCasesRequest { BrandId = _brand.ToString(), State = "open" })).Cases);
        var proposal = (await bench.Cases(_brand).GetCaseAsync(new GetCaseRequest { BrandId = _brand.ToString(), CaseId = open.CaseId })).Proposal;
        Assert.Equal(("remove", "zero-tolerance", 1), (proposal.Sanction, proposal.Reason, proposal.PolicyVersion));
        Assert.Equal(strict, (await Leads.GetPolicyAsync(new GetPolicyRequest { BrandId = _brand.ToString() })).Policy);
        var version = Assert.Single((await Leads.ListPoliciesAsync(new ListPoliciesRequest { BrandId = _brand.ToString() })).Policies);
        Assert.Equal((1, "lead", strict), (version.Version, version.SetBy, version.Policy));
    }

    [Fact]
    public async Task A_warning_that_the_gate_blocks_is_put_in_force_by_nobody()
    {
        var policy = (await Leads.GetPolicyAsync(new GetPolicyRequest { BrandId = _brand.ToString() })).Policy;
        var refused = await ModerationBench.RefusedAsync(
            Leads.PutPolicyAsync(new PutPolicyRequest { BrandId = _brand.ToString(), Policy = new Policy(policy) { WarningText = "您违反了全国销量第一的社群的公约" } }), StatusCode.InvalidArgument, "MOD-154");
        Assert.Contains("Change these words", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(0, (await Leads.GetPolicyAsync(new GetPolicyRequest { BrandId = _brand.ToString() })).Version);
    }
}
