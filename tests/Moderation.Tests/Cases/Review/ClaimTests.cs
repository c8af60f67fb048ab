using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;
using Steward.Testing;

namespace Steward.Moderation.Tests.Cases.Review;

[Collection(nameof(ModerationBench))]
public sealed class ClaimTests(ModerationBench bench) : IAsyncLifetime
{
    private readonly Guid _brand = Guid.NewGuid();

    public Task InitializeAsync() => bench.ForbidAsync(_brand, "兼职", "傻子");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_hundred_reviewers_at_once_get_a_hundred_cases()
    {
        await bench.ScreenAsync(_brand, [.. Enumerable.Range(0, 100).Select(i => ModerationBench.Says(Guid.NewGuid(), $"兼职{i}"))]);
        var claimed = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i => (await Reviewer($"lead-{i}").ClaimNextCaseAsync(new ClaimNextCaseRequest { BrandId = Id })).Case));
        Assert.Equal(100, claimed.Select(one => one.CaseId).Distinct().Count());
        Assert.Equal(100, claimed.Select(one => one.ClaimedBy).Distinct().Count());
        Assert.Null((await Reviewer("late").ClaimNextCaseAsync(new ClaimNextCaseRequest())).Case);
    }

    [Fact]
    public async Task Of_a_hundred_who_want_the_same_case_one_gets_it_and_the_others_learn_who()
    {
        var only = await CaseAsync("兼职");
        var names = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            try
            {
                return (await Reviewer($"lead-{i}").ClaimCaseAsync(new ClaimCaseRequest { BrandId = Id, CaseId = only })).Case.ClaimedBy;
            }
            catch (RpcException refused) when (refused.Trailers.GetValue("problem-code") == "MOD-062")
            {
                return refused.Status.Detail.Split(' ')[0];
            }
        }));
        Assert.Single(names.Distinct());
        Assert.StartsWith("lead-", names[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_oldest_comes_first_and_who_passes_over_it_gets_the_next()
    {
        string[] ids = [await CaseAsync("兼职一"), await CaseAsync("兼职二"), await CaseAsync("兼职三")];
        Assert.Equal(ids[0], await NextAsync("a"));
        Assert.Equal(ids[0], await NextAsync("a"));
        Assert.Equal(ids[1], await NextAsync("b"));
        Assert.Equal(ids[2], await NextAsync("a", after: ids[0]));
        await Reviewer("a").ReleaseCaseAsync(new ReleaseCaseRequest { BrandId = Id, CaseId = ids[0] });
        Assert.Equal(ids[0], await NextAsync("c"));
        Assert.Equal("", await NextAsync("d"));
    }

    [Fact]
    public async Task Nobody_decides_or_gives_back_what_another_has_until_the_claim_runs_out()
    {
        var only = await CaseAsync("兼职");
        var held = (await Reviewer("a").ClaimCaseAsync(new ClaimCaseRequest { BrandId = Id, CaseId = only })).Case;
        Assert.Equal(TimeSpan.FromMinutes(10), held.ClaimedUntil.ToDateTimeOffset() - held.ClaimedAt.ToDateTimeOffset());
        await ModerationBench.RefusedAsync(Reviewer("b").ReleaseCaseAsync(new ReleaseCaseRequest { BrandId = Id, CaseId = only }), StatusCode.FailedPrecondition, "MOD-062");
        var refused = await ModerationBench.RefusedAsync(Decider("b").DecideCaseAsync(Decision(only)), StatusCode.FailedPrecondition, "MOD-062");
        Assert.StartsWith("a has case", refused.Status.Detail, StringComparison.Ordinal);

        held = (await Decider("a").GetCaseAsync(new GetCaseRequest { BrandId = Id, CaseId = only })).Case;
        await AgeAsync("claimed_until = claimed_until - interval '11 minutes', claimed_at = claimed_at - interval '11 minutes'");
        var taken = (await Reviewer("b").ClaimNextCaseAsync(new ClaimNextCaseRequest { BrandId = Id })).Case;
        Assert.Equal((only, "b", held.FirstClaimedAt), (taken.CaseId, taken.ClaimedBy, taken.FirstClaimedAt));
        await ModerationBench.RefusedAsync(Reviewer("a").ClaimCaseAsync(new ClaimCaseRequest { BrandId = Id, CaseId = only }), StatusCode.FailedPrecondition, "MOD-062");

        Assert.Equal("b", (await Decider("b").DecideCaseAsync(Decision(only))).Case.DecidedBy);
        await ModerationBench.RefusedAsync(Reviewer("b").ClaimCaseAsync(new ClaimCaseRequest { BrandId = Id, CaseId = only }), StatusCode.FailedPrecondition, "MOD-004");
    }

    [Fact]
    public async Task Renewing_keeps_the_beginning_and_moves_the_end()
    {
        var only = await CaseAsync("兼职");
        await Reviewer("a").ClaimCaseAsync(new ClaimCaseRequest { BrandId = Id, CaseId = only });
        await AgeAsync("claimed_until = claimed_until - interval '6 minutes', claimed_at = claimed_at - interval '6 minutes'");
        var renewed = (await Reviewer("a").ClaimCaseAsync(new ClaimCaseRequest { BrandId = Id, CaseId = only })).Case;
        Assert.True(renewed.ClaimedUntil.ToDateTimeOffset() - renewed.ClaimedAt.ToDateTimeOffset() >= TimeSpan.FromMinutes(16));
    }

    [Fact]
    public async Task What_waits_is_counted_by_class_and_age_and_the_policy_says_what_is_overdue_or_set_aside()
    {
        await CaseAsync("兼职");
        await AgeAsync("opened_at = opened_at - interval '2 hours'");
        await CaseAsync("兼职");
        await CaseAsync("傻子");
        await NextAsync("a");
        var pending = (await Reviewer("a").GetPendingAsync(new GetPendingRequest { BrandId = Id })).Pending;
        Assert.Equal(["advert", "abuse"], pending.Select(line => line.OffenceClass));
        Assert.Equal((2, 1, 1, 1, 1, 0), (pending[0].Cases, pending[0].Held, pending[0].Overdue, pending[0].Hour, pending[0].FourHours, pending[0].Day));

        await Reviewer("a").PutReviewPolicyAsync(Policy(new ReviewPolicy { ClaimMinutes = 5, DueMinutes = 30, Aside = { "advert" } }));
        pending = (await Reviewer("a").GetPendingAsync(new GetPendingRequest { BrandId = Id })).Pending;
        Assert.Equal((true, 0, 30), (pending[0].Aside, pending[0].Overdue, pending[0].DueMinutes));
        var next = (await Reviewer("b").ClaimNextCaseAsync(new ClaimNextCaseRequest { BrandId = Id })).Case;
        Assert.Equal(("abuse", TimeSpan.FromMinutes(5)), (next.OffenceClass, next.ClaimedUntil.ToDateTimeOffset() - next.ClaimedAt.ToDateTimeOffset()));
        Assert.Equal("advert", (await Reviewer("b").ClaimNextCaseAsync(new ClaimNextCaseRequest { BrandId = Id, OffenceClass = "advert" })).Case.OffenceClass);
    }

    [Fact]
    public async Task Waiting_and_working_time_are_measured_for_who_decided()
    {
        var only = await CaseAsync("兼职");
        await NextAsync("a");
        await AgeAsync("opened_at = claimed_at - interval '40 seconds', first_claimed_at = claimed_at");
        await AgeAsync("claimed_at = claimed_at - interval '100 seconds', first_claimed_at = first_claimed_at - interval '100 seconds', opened_at = opened_at - interval '100 seconds'");
        await Decider("a").DecideCaseAsync(Decision(only));
        var times = Assert.Single((await Reviewer("a").GetReviewTimesAsync(new GetReviewTimesRequest { BrandId = Id })).Times);
        Assert.Equal(("a", 1, 40.0), (times.DecidedBy, times.Decisions, times.WaitedSeconds));
        Assert.InRange(times.TookSeconds, 100, 700);
    }

    [Fact]
    public async Task A_policy_that_cannot_be_meant_is_refused_with_all_that_is_wrong()
    {
        var refused = await ModerationBench.RefusedAsync(Reviewer("a").PutReviewPolicyAsync(Policy(new ReviewPolicy { ClaimMinutes = 0, DueMinutes = 0, Aside = { "rude" } })), StatusCode.InvalidArgument, "MOD-068");
        Assert.All(["claim_minutes", "due_minutes", "rude"], word => Assert.Contains(word, refused.Status.Detail, StringComparison.Ordinal));
        Assert.Equal(0, (await Reviewer("a").GetReviewPolicyAsync(new GetReviewPolicyRequest { BrandId = Id })).Version);
    }

    [Fact]
    public async Task The_list_shows_who_has_what_and_which_rule_and_group()
    {
        var (first, second) = (await CaseAsync("兼职"), await CaseAsync("傻子"));
        await NextAsync("a");
        Assert.Equal(second, Assert.Single(await ListAsync(new ListCasesRequest { Held = "free" })));
        Assert.Equal(first, Assert.Single(await ListAsync(new ListCasesRequest { Held = "held" })));
        Assert.Equal(first, Assert.Single(await ListAsync(new ListCasesRequest { Held = "mine" }, "a")));
        Assert.Empty(await ListAsync(new ListCasesRequest { Held = "mine" }, "b"));
        Assert.Equal(second, Assert.Single(await ListAsync(new ListCasesRequest { RuleId = "abuse-1" })));
        Assert.Empty(await ListAsync(new ListCasesRequest { GroupId = Guid.NewGuid().ToString() }));
        await ModerationBench.RefusedAsync(Decider("a").ListCasesAsync(new ListCasesRequest { BrandId = Id, Held = "hers" }), StatusCode.InvalidArgument, "MOD-060");
    }

    [Fact]
    public async Task Another_brand_sees_takes_and_counts_nothing_of_it()
    {
        var only = await CaseAsync("兼职");
        await Reviewer("a").PutReviewPolicyAsync(Policy(new ReviewPolicy { ClaimMinutes = 5, DueMinutes = 30 }));
        var other = Guid.NewGuid();
        var foreign = bench.Host.Client<ReviewService.ReviewServiceClient>(ServiceHost.LeadOf(other));
        Assert.Null((await foreign.ClaimNextCaseAsync(new ClaimNextCaseRequest())).Case);
        Assert.Null((await foreign.ClaimNextCaseAsync(new ClaimNextCaseRequest { AfterCaseId = only })).Case);
        await ModerationBench.RefusedAsync(foreign.ClaimCaseAsync(new ClaimCaseRequest { BrandId = other.ToString(), CaseId = only }), StatusCode.NotFound, "MOD-003");
        await ModerationBench.RefusedAsync(foreign.ReleaseCaseAsync(new ReleaseCaseRequest { BrandId = other.ToString(), CaseId = only }), StatusCode.NotFound, "MOD-003");
        await ModerationBench.RefusedAsync(foreign.ClaimCaseAsync(new ClaimCaseRequest { BrandId = Id, CaseId = only }), StatusCode.NotFound, "STW-003");
        await Decider("a").DecideCaseAsync(Decision(only));
        Assert.Empty((await foreign.GetPendingAsync(new GetPendingRequest())).Pending);
        Assert.Empty((await foreign.GetReviewTimesAsync(new GetReviewTimesRequest())).Times);
        Assert.Equal(0, (await foreign.GetReviewPolicyAsync(new GetReviewPolicyRequest { BrandId = other.ToString() })).Version);
        Assert.Empty((await foreign.ListReviewPoliciesAsync(new ListReviewPoliciesRequest { BrandId = other.ToString() })).Policies);
        await ModerationBench.RefusedAsync(foreign.ListReviewPoliciesAsync(new ListReviewPoliciesRequest { BrandId = Id }), StatusCode.NotFound, "STW-003");
        Assert.Equal(5, Assert.Single((await Reviewer("a").ListReviewPoliciesAsync(new ListReviewPoliciesRequest { BrandId = Id })).Policies).Policy.ClaimMinutes);
        await ModerationBench.RefusedAsync(Reviewer("b").PutReviewPolicyAsync(new PutReviewPolicyRequest(Policy(new ReviewPolicy { ClaimMinutes = 6, DueMinutes = 30 })) { ExpectedVersion = 0 }), StatusCode.FailedPrecondition, "MOD-181");
    }

    [Fact]
    public async Task Operators_see_what_waits_and_take_nothing()
    {
        var only = await CaseAsync("兼职");
        var person = bench.Host.Client<ReviewService.ReviewServiceClient>(ServiceHost.OperatorOf(_brand));
        Assert.Single((await person.GetPendingAsync(new GetPendingRequest())).Pending);
        await ModerationBench.RefusedAsync(person.ClaimNextCaseAsync(new ClaimNextCaseRequest()), StatusCode.PermissionDenied, "STW-002");
        await ModerationBench.RefusedAsync(person.ClaimCaseAsync(new ClaimCaseRequest { BrandId = Id, CaseId = only }), StatusCode.PermissionDenied, "STW-002");
    }

    private string Id => _brand.ToString();

    private Caller LeadNamed(string name) => new(name, Role.Lead, [new BrandId(_brand)]);

    private ReviewService.ReviewServiceClient Reviewer(string name) => bench.Host.Client<ReviewService.ReviewServiceClient>(LeadNamed(name));

    private CaseService.CaseServiceClient Decider(string name) => bench.Host.Client<CaseService.CaseServiceClient>(LeadNamed(name));

    private async Task<string> NextAsync(string name, string after = "") => (await Reviewer(name).ClaimNextCaseAsync(new ClaimNextCaseRequest { BrandId = Id, AfterCaseId = after })).Case?.CaseId ?? "";

    private DecideCaseRequest Decision(string caseId) => new() { BrandId = Id, CaseId = caseId, Decision = "dismissed" };

    private PutReviewPolicyRequest Policy(ReviewPolicy policy) => new() { BrandId = Id, Policy = policy };

    private async Task<List<string>> ListAsync(ListCasesRequest request, string name = "a")
    {
        request.BrandId = Id;
        return [.. (await Decider(name).ListCasesAsync(request)).Cases.Select(row => row.CaseId)];
    }

    private async Task<string> CaseAsync(string text)
    {
        var member = Guid.NewGuid();
        await bench.ScreenAsync(_brand, ModerationBench.Says(member, text));
        return Assert.Single(await ListAsync(new ListCasesRequest { Search = member.ToString() }));
    }

    private Task AgeAsync(string change) => bench.OwnerAsync($"update cases set {change} where brand_id = '{_brand}'");
}
