using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Moderation;
using Steward.Contracts.Moderation.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;

namespace Steward.Moderation.Tests.Discipline;

/// <summary>Zero tolerance without a person: when, how often, and when not.</summary>
[Collection(nameof(ModerationBench))]
public sealed class RemoveAtOnceTests(ModerationBench bench)
{
    private const string Rules = """
        {"rules":[
          {"kind":"keyword","rule_id":"act-1","offence_class":"illegal","severity":"act","terms":["赌博网站"]},
          {"kind":"keyword","rule_id":"review-1","offence_class":"porn","severity":"review","terms":["涉黄"]},
          {"kind":"keyword","rule_id":"act-2","offence_class":"advert","severity":"act","terms":["兼职"]}]}
        """;

    private readonly Guid _brand = Guid.NewGuid();
    private readonly Guid _member = Guid.NewGuid();

    [Fact]
    public async Task A_brand_that_has_not_switched_it_on_decides_by_people()
    {
        await BeginAsync(_brand, atOnce: false);
        await bench.ScreenAsync(_brand, ModerationBench.Says(_member, "赌博网站"));
        Assert.Equal("open", Assert.Single(await CasesAsync(_brand)).State);
    }

    [Fact]
    public async Task What_is_not_tolerated_ends_in_removal_at_once_and_can_be_appealed_against()
    {
        await BeginAsync(_brand);
        var said = ModerationBench.Says(_member, "赌博网站");
        await bench.ScreenAsync(_brand, said);
        var removal = await bench.Host.NextAsync<ActV1>(act => act.BrandId == _brand && act.Kind == "remove");
        Assert.Equal((_member, said.GroupId, ""), (removal.MemberId, removal.GroupId, removal.RequestedBy));
        Assert.Equal(said.MessageId, (await bench.Host.NextAsync<ActV1>(act => act.BrandId == _brand && act.Kind == "recall")).MessageId);

        var decided = Assert.Single(await CasesAsync(_brand));
        Assert.Equal(("upheld", "policy v1"), (decided.State, decided.DecidedBy));
        var penalty = (await bench.Cases(_brand).GetCaseAsync(new GetCaseRequest { BrandId = _brand.ToString(), CaseId = decided.CaseId })).Penalty;
        Assert.Equal((true, "remove", "remove", "zero-tolerance", 1), (penalty.Automatic, penalty.Sanction, penalty.Proposed, penalty.Reason, penalty.PolicyVersion));

        var report = await Leads(_brand).GetConsistencyAsync(new GetConsistencyRequest { BrandId = _brand.ToString() });
        Assert.Equal((1, 0, "policy v1"), (report.Automatic, report.Braked, Assert.Single(report.Deciders).DecidedBy));
        var appeal = (await Leads(_brand).FileAppealAsync(new FileAppealRequest { BrandId = _brand.ToString(), CaseId = decided.CaseId, OnBehalf = "member", Text = "我在举报" })).Appeal;
        Assert.Equal("overturned", (await Leads(_brand).DecideAppealAsync(new DecideAppealRequest { BrandId = _brand.ToString(), AppealId = appeal.AppealId, Decision = "overturned", Note = "确系举报" })).Appeal.State);

        // Another brand has nothing of it.
        var stranger = Guid.NewGuid();
        var nothing = await Leads(stranger).GetConsistencyAsync(new GetConsistencyRequest { BrandId = stranger.ToString() });
        Assert.Equal((0, 0), (nothing.Automatic, nothing.Braked));
    }

    [Fact]
    public async Task The_same_message_twice_is_one_removal_in_one_envelope_and_in_two()
    {
        await BeginAsync(_brand);
        var said = ModerationBench.Says(_member, "赌博网站");
        await bench.ScreenAsync(_brand, said, said);
        await bench.ScreenAsync(_brand, said);
        Assert.Equal(1L, await bench.OwnerAsync<long>($"select count(*) from penalties where brand_id = '{_brand}'"));
        Assert.Equal(1L, await bench.OwnerAsync<long>($"select count(*) from penalty_acts where brand_id = '{_brand}' and kind = 'remove'"));
        Assert.Equal(1, Assert.Single(await CasesAsync(_brand)).Offences);
    }

    [Fact]
    public async Task Only_what_a_rule_of_severity_act_found_in_a_class_that_is_not_tolerated_and_nobody_who_is_exempt_or_staff()
    {
        await BeginAsync(_brand);
        var exempt = Guid.NewGuid();
        await Leads(_brand).PutExemptionAsync(new PutExemptionRequest { BrandId = _brand.ToString(), MemberId = exempt.ToString(), Exempt = true, Reason = "合作伙伴" });
        var screened = await bench.ScreenAsync(
            _brand, ModerationBench.Says(exempt, "赌博网站"), ModerationBench.Says(_member, "涉黄"), ModerationBench.Says(_member, "兼职"), ModerationBench.Says(Guid.NewGuid(), "赌博网站", staff: true));
        Assert.Equal(ScreeningLabel.Chatter, screened.Messages[^1].Label);
        var cases = await CasesAsync(_brand);
        Assert.Equal(3, cases.Count);
        Assert.All(cases, one => Assert.Equal("open", one.State));
    }

    [Fact]
    public async Task A_case_that_somebody_looks_at_is_theirs()
    {
        await BeginAsync(_brand, atOnce: false);
        await bench.ScreenAsync(_brand, ModerationBench.Says(_member, "赌博网站"));
        var open = Assert.Single(await CasesAsync(_brand));
        await bench.Host.Client<ReviewService.ReviewServiceClient>(Lead(_brand)).ClaimCaseAsync(new ClaimCaseRequest { BrandId = _brand.ToString(), CaseId = open.CaseId });
        await SwitchAsync(_brand, true, 20);
        await bench.ScreenAsync(_brand, ModerationBench.Says(_member, "又是赌博网站"));
        Assert.Equal(("open", 2), Assert.Single(await CasesAsync(_brand)) is var held ? (held.State, held.Offences) : default);
    }

    [Fact]
    public async Task Beyond_the_brake_a_person_decides_also_when_many_lanes_find_something_at_once()
    {
        await BeginAsync(_brand, most: 2);
        var other = Guid.NewGuid();
        await BeginAsync(other, most: 2);
        await bench.ScreenAsync(_brand, ModerationBench.Says(Guid.NewGuid(), "赌博网站"), ModerationBench.Says(Guid.NewGuid(), "赌博网站"), ModerationBench.Says(Guid.NewGuid(), "赌博网站"));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => bench.ScreenAsync(_brand, ModerationBench.Says(Guid.NewGuid(), "赌博网站"))));
        var cases = await CasesAsync(_brand);
        Assert.Equal((2, 6), (cases.Count(one => one.State == "upheld"), cases.Count(one => one.State == "open")));
        var report = await Leads(_brand).GetConsistencyAsync(new GetConsistencyRequest { BrandId = _brand.ToString() });
        Assert.Equal((2, 6), (report.Automatic, report.Braked));

        // What was left to people stays with them when there is room again; other brands have a brake of their own.
        await bench.OwnerAsync($"update penalties set decided_at = decided_at - interval '61 minutes' where brand_id = '{_brand}'");
        var left = cases.First(one => one.State == "open");
        await bench.ScreenAsync(_brand, ModerationBench.Says(Guid.Parse(left.MemberId), "还是赌博网站"));
        Assert.Equal("open", (await CasesAsync(_brand)).Single(one => one.CaseId == left.CaseId).State);
        await bench.ScreenAsync(_brand, ModerationBench.Says(_member, "赌博网站"));
        Assert.Equal("upheld", (await CasesAsync(_brand)).Single(one => one.MemberId == _member.ToString()).State);
        await bench.ScreenAsync(other, ModerationBench.Says(_member, "赌博网站"));
        Assert.Equal("upheld", Assert.Single(await CasesAsync(other)).State);
    }

    [Fact]
    public async Task The_brake_has_bounds()
    {
        var refused = await ModerationBench.RefusedAsync(PutAsync(_brand, true, 1001), Grpc.Core.StatusCode.InvalidArgument, "MOD-030");
        Assert.Contains("most_at_once must be 1 to 1000", refused.Status.Detail, StringComparison.Ordinal);
        await PutAsync(_brand, true, 0);
        Assert.Equal((true, 20), (await Leads(_brand).GetPolicyAsync(new GetPolicyRequest { BrandId = _brand.ToString() })).Policy is var policy ? (policy.AtOnce, policy.MostAtOnce) : default);
    }

    private static Caller Lead(Guid brand) => new("lead", Role.Lead, [new BrandId(brand)]);

    private DisciplineService.DisciplineServiceClient Leads(Guid brand) => bench.Host.Client<DisciplineService.DisciplineServiceClient>(Lead(brand));

    private async Task BeginAsync(Guid brand, bool atOnce = true, int most = 20)
    {
        await bench.Rules(brand).PublishRuleSetAsync(new PublishRuleSetRequest { BrandId = brand.ToString(), Rules = new RuleSet { Document = Rules } });
        await SwitchAsync(brand, atOnce, most);
    }

    private async Task SwitchAsync(Guid brand, bool atOnce, int most) => await PutAsync(brand, atOnce, most);

    private Grpc.Core.AsyncUnaryCall<PutPolicyResponse> PutAsync(Guid brand, bool atOnce, int most)
    {
        var policy = new Policy { WindowDays = 90, HalfLifeDays = 30, WarningText = "请勿再发", AtOnce = atOnce, MostAtOnce = most, ZeroTolerance = { "illegal", "porn" }, Ladder = { new Rung { From = 0, Sanction = "warn" } } };
        return Leads(brand).PutPolicyAsync(new PutPolicyRequest { BrandId = brand.ToString(), Policy = policy });
    }

    private async Task<IReadOnlyList<Case>> CasesAsync(Guid brand) => (await bench.Cases(brand).ListCasesAsync(new ListCasesRequest { BrandId = brand.ToString() })).Cases;
}
