using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Moderation.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.Testing;

namespace Steward.Moderation.Tests.Discipline;

[Collection(nameof(ModerationBench))]
public sealed class DisciplineTests(ModerationBench bench) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Guid _brand = Guid.NewGuid();
    private readonly Guid _member = Guid.NewGuid();

    public Task InitializeAsync() => bench.ForbidAsync(_brand, "兼职", "傻子");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_first_offence_is_warned_about_and_taken_back_the_second_ends_in_removal()
    {
        var first = await OffendAsync("兼职日结");
        Assert.Equal(("warn", 1.0, "ladder"), (first.Proposal.Sanction, first.Proposal.Standing, first.Proposal.Reason));
        var penalty = (await DecideAsync(first.Case.CaseId)).Penalty;
        Assert.Equal(("warn", "warn", 1.0, 0), (penalty.Proposed, penalty.Sanction, penalty.Standing, penalty.PolicyVersion));
        var (recall, warn) = (await ActAsync(first, "recall"), await ActAsync(first, "warn"));
        Assert.Equal((_member, Guid.Parse(first.Offences[0].MessageId), Guid.Parse(first.Case.GroupId)), (recall.MemberId, recall.MessageId, recall.GroupId));
        Assert.Contains("广告刷屏", warn.Text, StringComparison.Ordinal);
        Assert.Contains("兼职日结", warn.Evidence, StringComparison.Ordinal);

        var second = await OffendAsync("你这傻子");
        Assert.Equal("remove", second.Proposal.Sanction);
        Assert.Equal("remove", (await DecideAsync(second.Case.CaseId)).Penalty.Sanction);
        Assert.Equal("", (await ActAsync(second, "remove")).Text);

        var standing = await StandingAsync();
        Assert.Equal(2.0, standing.Standing, 2);
        Assert.Equal(["remove", "warn"], standing.Penalties.Select(one => one.Sanction));
    }

    [Fact]
    public async Task What_came_of_an_act_is_told_with_the_case_once_it_is_settled()
    {
        var file = await OffendAsync("兼职");
        await DecideAsync(file.Case.CaseId);
        var warn = await ActAsync(file, "warn");
        await bench.Host.PublishAsync(new ActSettledV1 { CommandId = warn.CommandId, BrandId = _brand, Kind = "warn", Origin = "moderation", Outcome = "failed", By = "person", Reason = "already gone", At = ModerationBench.At });
        // Of an act that somebody else asked for nothing is known, and nothing happens.
        await bench.Host.PublishAsync(new ActSettledV1 { CommandId = Guid.NewGuid(), BrandId = _brand, Kind = "warn", Origin = "inbox", Outcome = "failed", By = "api", Reason = "", At = ModerationBench.At });

        await Eventually.TrueAsync(async () => (await FileAsync(file.Case.CaseId)).Penalty.Acts.Single(act => act.Kind == "warn") is { Outcome: "failed", Reason: "already gone" }, Patience, "the outcome is known");
        Assert.Equal("", (await FileAsync(file.Case.CaseId)).Penalty.Acts.Single(act => act.Kind == "recall").Outcome);
    }

    [Fact]
    public async Task Whoever_decides_otherwise_than_the_ladder_says_why_and_the_report_shows_it()
    {
        var file = await OffendAsync("兼职");
        await ModerationBench.RefusedAsync(bench.Cases(_brand).DecideCaseAsync(Decision(file.Case.CaseId, "ban", "")), StatusCode.InvalidArgument, "MOD-031");
        await ModerationBench.RefusedAsync(bench.Cases(_brand).DecideCaseAsync(Decision(file.Case.CaseId, "flog", "x")), StatusCode.InvalidArgument, "MOD-032");
        Assert.Equal("open", (await FileAsync(file.Case.CaseId)).Case.State);

        await bench.Cases(_brand).DecideCaseAsync(Decision(file.Case.CaseId, "none", "误会"));
        Assert.Equal(0, (await StandingAsync()).Standing);
        var report = await Leads.GetConsistencyAsync(new GetConsistencyRequest { BrandId = _brand.ToString() });
        var counts = Assert.Single(report.Deciders);
        Assert.Equal((1, 1, 0, 0), (counts.Decisions, counts.Milder, counts.Harder, counts.Overturned));
        Assert.Equal(("warn", "none", "误会"), (report.Deviations.Single().Proposed, report.Deviations.Single().Sanction, report.Deviations.Single().Note));
        Assert.Empty((await Leads.GetConsistencyAsync(new GetConsistencyRequest { BrandId = _brand.ToString(), To = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch) })).Deciders);
    }

    [Fact]
    public async Task An_overturned_appeal_restores_the_standing_and_is_never_decided_by_who_decided_the_case()
    {
        var file = await OffendAsync("兼职");
        await ModerationBench.RefusedAsync(Leads.FileAppealAsync(Appeal(file)), StatusCode.FailedPrecondition, "MOD-033");
        await DecideAsync(file.Case.CaseId);
        await ModerationBench.RefusedAsync(Leads.FileAppealAsync(new FileAppealRequest(Appeal(file)) { Text = " " }), StatusCode.InvalidArgument, "MOD-038");
        var appeal = (await Leads.FileAppealAsync(Appeal(file))).Appeal;
        await ModerationBench.RefusedAsync(Leads.FileAppealAsync(Appeal(file)), StatusCode.FailedPrecondition, "MOD-034");
        var listed = Assert.Single((await Leads.ListAppealsAsync(new ListAppealsRequest { BrandId = _brand.ToString(), State = "open" })).Appeals);
        Assert.Equal((appeal.AppealId, "warn"), (listed.AppealId, listed.Penalty.Sanction));

        await ModerationBench.RefusedAsync(Leads.DecideAppealAsync(Verdict(appeal)), StatusCode.FailedPrecondition, "MOD-036");
        var decided = (await Colleague.DecideAppealAsync(Verdict(appeal))).Appeal;
        Assert.Equal(("overturned", "colleague"), (decided.State, decided.Reviewer));
        Assert.NotNull(decided.Penalty.OverturnedAt);
        Assert.Equal(0, (await StandingAsync()).Standing);
        await ModerationBench.RefusedAsync(Colleague.DecideAppealAsync(Verdict(appeal)), StatusCode.FailedPrecondition, "MOD-037");
        await ModerationBench.RefusedAsync(Leads.FileAppealAsync(Appeal(file)), StatusCode.FailedPrecondition, "MOD-033");

        // The next offence is a first one again.
        Assert.Equal("warn", (await OffendAsync("兼职")).Proposal.Sanction);
        Assert.Equal(1, (await Leads.GetConsistencyAsync(new GetConsistencyRequest { BrandId = _brand.ToString() })).Deciders.Single().Overturned);
    }

    [Fact]
    public async Task Nothing_is_done_about_an_exempt_member()
    {
        await ModerationBench.RefusedAsync(Leads.PutExemptionAsync(Exemption("")), StatusCode.InvalidArgument, "MOD-038");
        await Leads.PutExemptionAsync(Exemption("合作伙伴"));
        var file = await OffendAsync("兼职");
        Assert.Equal(("none", "exempt"), (file.Proposal.Sanction, file.Proposal.Reason));
        Assert.Equal(("none", 0.0), ((await DecideAsync(file.Case.CaseId)).Penalty.Sanction, (await StandingAsync()).Standing));
        Assert.Empty((await FileAsync(file.Case.CaseId)).Penalty.Acts);
        var listed = Assert.Single((await Leads.ListExemptionsAsync(new ListExemptionsRequest { BrandId = _brand.ToString() })).Exemptions);
        Assert.Equal((_member.ToString(), "合作伙伴", "lead"), (listed.MemberId, listed.Reason, listed.SetBy));

        await Leads.PutExemptionAsync(new PutExemptionRequest { BrandId = _brand.ToString(), MemberId = _member.ToString(), Exempt = false });
        Assert.Equal("warn", (await OffendAsync("兼职")).Proposal.Sanction);
    }

    [Fact]
    public async Task An_exemption_with_an_end_holds_until_then_and_stays_on_the_list_as_ended()
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (var wrong in (DateTimeOffset[])[now.AddMinutes(-1), now.AddDays(2000)])
        {
            await ModerationBench.RefusedAsync(Leads.PutExemptionAsync(new PutExemptionRequest(Exemption("探店")) { Until = Timestamp.FromDateTimeOffset(wrong) }), StatusCode.InvalidArgument, "MOD-182");
        }

        await Leads.PutExemptionAsync(new PutExemptionRequest(Exemption("探店")) { Until = Timestamp.FromDateTimeOffset(now.AddDays(3)) });
        var file = await OffendAsync("兼职");
        Assert.Equal("exempt", file.Proposal.Reason);
        Assert.Equal(now.AddDays(3), Assert.Single((await ListedAsync()).Exemptions).Until.ToDateTimeOffset(), TimeSpan.FromMilliseconds(1));

        // Three days later.
        await bench.OwnerAsync($"update exempt_members set set_at = set_at - interval '4 days', until = until - interval '4 days' where brand_id = '{_brand}'");
        file = await FileAsync(file.Case.CaseId);
        Assert.Equal(("warn", "ladder"), (file.Proposal.Sanction, file.Proposal.Reason));
        Assert.False((await StandingAsync()).Exempt);
        Assert.True(Assert.Single((await ListedAsync()).Exemptions).Until.ToDateTimeOffset() < now);

        // Given anew it has no end any more.
        await Leads.PutExemptionAsync(Exemption("合作伙伴"));
        Assert.Equal("exempt", (await FileAsync(file.Case.CaseId)).Proposal.Reason);
        Assert.Null(Assert.Single((await ListedAsync()).Exemptions).Until);

        async Task<ListExemptionsResponse> ListedAsync() => await Leads.ListExemptionsAsync(new ListExemptionsRequest { BrandId = _brand.ToString() });
    }

    [Fact]
    public async Task What_would_follow_is_told_by_the_policy_in_force_and_by_one_that_is_thought_of()
    {
        var file = await OffendAsync("兼职");
        await DecideAsync(file.Case.CaseId);
        var ask = new ProposeSanctionRequest { BrandId = _brand.ToString(), MemberId = _member.ToString(), OffenceClass = "abuse" };
        var now = (await Leads.ProposeSanctionAsync(ask)).Proposal;
        Assert.Equal(("remove", 2.0), (now.Sanction, Math.Round(now.Standing, 2)));
        var mild = new Policy((await Leads.GetPolicyAsync(new GetPolicyRequest { BrandId = _brand.ToString() })).Policy);
        mild.Ladder[1].From = 5;
        Assert.Equal("warn", (await Leads.ProposeSanctionAsync(new ProposeSanctionRequest(ask) { Policy = mild })).Proposal.Sanction);
        mild.Ladder[0].From = 1;
        await ModerationBench.RefusedAsync(Leads.ProposeSanctionAsync(new ProposeSanctionRequest(ask) { Policy = mild }), StatusCode.InvalidArgument, "MOD-030");
        await ModerationBench.RefusedAsync(Leads.ProposeSanctionAsync(new ProposeSanctionRequest(ask) { OffenceClass = "x" }), StatusCode.InvalidArgument, "MOD-038");
        Assert.Single((await StandingAsync()).Penalties);
    }

    [Fact]
    public async Task Two_cases_of_a_member_that_are_decided_at_once_count_one_after_the_other()
    {
        await bench.ScreenAsync(_brand, ModerationBench.Says(_member, "兼职"), ModerationBench.Says(_member, "傻子"));
        var cases = (await bench.Cases(_brand).ListCasesAsync(new ListCasesRequest { BrandId = _brand.ToString() })).Cases;
        var decided = await Task.WhenAll(cases.Select(one => DecideAsync(one.CaseId)));
        Assert.Equal(["remove", "warn"], decided.Select(one => one.Penalty.Sanction).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Another_brand_sees_and_changes_nothing_and_operators_do_not_decide()
    {
        var file = await OffendAsync("兼职");
        await DecideAsync(file.Case.CaseId);
        var appeal = (await Leads.FileAppealAsync(Appeal(file))).Appeal;
        await Leads.PutExemptionAsync(Exemption("合作伙伴"));
        await Leads.PutPolicyAsync(new PutPolicyRequest { BrandId = _brand.ToString(), Policy = (await Leads.GetPolicyAsync(new GetPolicyRequest { BrandId = _brand.ToString() })).Policy });
        var stranger = Guid.NewGuid();
        var foreign = bench.Host.Client<DisciplineService.DisciplineServiceClient>(ServiceHost.LeadOf(stranger));
        Assert.Empty((await foreign.GetStandingAsync(new GetStandingRequest { BrandId = stranger.ToString(), MemberId = _member.ToString() })).Penalties);
        Assert.Empty((await foreign.ListExemptionsAsync(new ListExemptionsRequest { BrandId = stranger.ToString() })).Exemptions);
        Assert.Empty((await foreign.ListPoliciesAsync(new ListPoliciesRequest { BrandId = stranger.ToString() })).Policies);
        var fresh = (await foreign.ProposeSanctionAsync(new ProposeSanctionRequest { BrandId = stranger.ToString(), MemberId = _member.ToString(), OffenceClass = "advert" })).Proposal;
        Assert.Equal(("warn", 1.0, "ladder"), (fresh.Sanction, fresh.Standing, fresh.Reason));
        await ModerationBench.RefusedAsync(foreign.ListExemptionsAsync(new ListExemptionsRequest { BrandId = _brand.ToString() }), StatusCode.NotFound, "STW-003");
        await ModerationBench.RefusedAsync(foreign.ListPoliciesAsync(new ListPoliciesRequest { BrandId = _brand.ToString() }), StatusCode.NotFound, "STW-003");
        Assert.Empty((await foreign.ListAppealsAsync(new ListAppealsRequest { BrandId = stranger.ToString() })).Appeals);
        Assert.Empty((await foreign.GetConsistencyAsync(new GetConsistencyRequest { BrandId = stranger.ToString() })).Deciders);
        await ModerationBench.RefusedAsync(foreign.DecideAppealAsync(new DecideAppealRequest(Verdict(appeal)) { BrandId = stranger.ToString() }), StatusCode.NotFound, "MOD-035");
        await ModerationBench.RefusedAsync(foreign.FileAppealAsync(new FileAppealRequest(Appeal(file)) { BrandId = stranger.ToString() }), StatusCode.FailedPrecondition, "MOD-033");
        await ModerationBench.RefusedAsync(foreign.GetStandingAsync(new GetStandingRequest { BrandId = _brand.ToString(), MemberId = _member.ToString() }), StatusCode.NotFound, "STW-003");

        var person = bench.Host.Client<DisciplineService.DisciplineServiceClient>(ServiceHost.OperatorOf(_brand));
        await ModerationBench.RefusedAsync(person.DecideAppealAsync(Verdict(appeal)), StatusCode.PermissionDenied, "STW-002");
        await ModerationBench.RefusedAsync(person.PutPolicyAsync(new PutPolicyRequest { BrandId = _brand.ToString() }), StatusCode.PermissionDenied, "STW-002");
        await ModerationBench.RefusedAsync(person.PutExemptionAsync(Exemption("x")), StatusCode.PermissionDenied, "STW-002");
    }

    private Caller Lead => new("lead", Role.Lead, [new BrandId(_brand)]);

    private DisciplineService.DisciplineServiceClient Leads => bench.Host.Client<DisciplineService.DisciplineServiceClient>(Lead);

    private DisciplineService.DisciplineServiceClient Colleague => bench.Host.Client<DisciplineService.DisciplineServiceClient>(new Caller("colleague", Role.Lead, [new BrandId(_brand)]));

    private async Task<GetCaseResponse> OffendAsync(string text)
    {
        await bench.ScreenAsync(_brand, ModerationBench.Says(_member, text));
        var open = Assert.Single((await bench.Cases(_brand).ListCasesAsync(new ListCasesRequest { BrandId = _brand.ToString(), State = "open" })).Cases);
        return await FileAsync(open.CaseId);
    }

    private Task<GetCaseResponse> FileAsync(string caseId) => bench.Cases(_brand).GetCaseAsync(new GetCaseRequest { BrandId = _brand.ToString(), CaseId = caseId }).ResponseAsync;

    private Task<DecideCaseResponse> DecideAsync(string caseId) => bench.Host.Client<CaseService.CaseServiceClient>(Lead).DecideCaseAsync(Decision(caseId, "", "")).ResponseAsync;

    private DecideCaseRequest Decision(string caseId, string sanction, string note) => new() { BrandId = _brand.ToString(), CaseId = caseId, Decision = "upheld", Sanction = sanction, Note = note };

    private Task<ActV1> ActAsync(GetCaseResponse file, string kind) => bench.Host.NextAsync<ActV1>(act => act.BrandId == _brand && act.Kind == kind && act.GroupId == Guid.Parse(file.Case.GroupId));

    private Task<GetStandingResponse> StandingAsync() => Leads.GetStandingAsync(new GetStandingRequest { BrandId = _brand.ToString(), MemberId = _member.ToString() }).ResponseAsync;

    private FileAppealRequest Appeal(GetCaseResponse file) => new() { BrandId = _brand.ToString(), CaseId = file.Case.CaseId, OnBehalf = "member", Text = "我没有发广告" };

    private DecideAppealRequest Verdict(Appeal appeal) => new() { BrandId = _brand.ToString(), AppealId = appeal.AppealId, Decision = "overturned", Note = "确系误判" };

    private PutExemptionRequest Exemption(string reason) => new() { BrandId = _brand.ToString(), MemberId = _member.ToString(), Exempt = true, Reason = reason };
}
