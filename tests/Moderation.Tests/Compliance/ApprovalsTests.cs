using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using Steward.ServiceDefaults.Auth;
using Steward.Testing;

namespace Steward.Moderation.Tests.Compliance;

[Collection(nameof(ModerationBench))]
public sealed class ApprovalsTests
{
    private const string Claim = "连续三年全国销量第一的国产面膜";
    private readonly ModerationBench _bench;
    private readonly Guid _brand = Guid.NewGuid();
    private readonly Caller _author;
    private readonly Caller _legal;

    public ApprovalsTests(ModerationBench bench) => (_bench, _author, _legal) = (bench, ServiceHost.OperatorOf(_brand), ServiceHost.LeadOf(_brand));

    [Fact]
    public async Task An_approved_text_passes_and_says_by_which_approval_until_it_is_revoked()
    {
        Assert.Equal("block", (await CheckAsync(Claim)).Verdict);
        var asked = await AskAsync(Claim);
        Assert.Equal(("open", _author.Actor), (asked.State, asked.AskedBy));
        Assert.Contains(asked.Findings, finding => finding is { Category: "absolute", Severity: "block" } && Claim.Contains(finding.Words, StringComparison.Ordinal));
        Assert.Equal("block", (await CheckAsync(Claim)).Verdict);

        var approved = await ApproveAsync(asked);
        Assert.Equal(("approved", _legal.Actor), (approved.State, approved.DecidedBy));
        var passed = await CheckAsync(Claim);
        Assert.Equal("pass", passed.Verdict);
        Assert.NotEmpty(passed.Findings);
        Assert.All(passed.Findings, finding => Assert.Equal(asked.ApprovalId, finding.ApprovedBy));

        var revoked = await RevokeAsync(asked, "证书过期");
        Assert.Equal("block", (await CheckAsync(Claim)).Verdict);
        var again = await RevokeAsync(asked, "又一次");
        Assert.Equal((revoked.RevokedAt, "证书过期", "revoked"), (again.RevokedAt, again.RevokeReason, again.State));
    }

    [Fact]
    public async Task It_holds_for_exactly_this_text_white_space_around_it_and_line_ends_apart()
    {
        await ApproveAsync(await AskAsync("新品到店\n全国销量第一"));
        Assert.Equal("pass", (await CheckAsync("  新品到店\r\n全国销量第一\n")).Verdict);
        Assert.Equal("block", (await CheckAsync("新品到店\n全国销量第一!")).Verdict);
        Assert.Equal("block", (await CheckAsync("全国销量第一")).Verdict);
    }

    [Fact]
    public async Task It_ends_by_itself()
    {
        var approved = await ApproveAsync(await AskAsync(Claim));
        await _bench.OwnerAsync($"update compliance_approvals set until = now() - interval '1 second' where brand_id = '{_brand}'");
        Assert.Equal("block", (await CheckAsync(Claim)).Verdict);
        Assert.Equal("ended", Assert.Single((await ListAsync("ended")).Approvals).State);
        Assert.Empty((await ListAsync("approved")).Approvals);
        await ModerationBench.RefusedAsync(Of(_legal).RevokeApprovalAsync(new RevokeApprovalRequest { BrandId = Id, ApprovalId = approved.ApprovalId, Reason = "晚了" }), StatusCode.FailedPrecondition, "MOD-127");
    }

    [Fact]
    public async Task What_is_found_only_later_counts_again_and_is_not_approved_unseen()
    {
        await ApproveAsync(await AskAsync(Claim));
        var waiting = await AskAsync("国产面膜,全国销量第一");
        await RedLineAsync("国产面膜");
        var verdict = await CheckAsync(Claim);
        Assert.Equal("review", verdict.Verdict);
        Assert.Equal("red-line", Assert.Single(verdict.Findings, finding => finding.ApprovedBy.Length == 0).Category);
        await ModerationBench.RefusedAsync(Of(_legal).DecideApprovalAsync(Approving(waiting)), StatusCode.FailedPrecondition, "MOD-126");
        await Of(_legal).DecideApprovalAsync(new DecideApprovalRequest { BrandId = Id, ApprovalId = waiting.ApprovalId, Decision = "refused", Note = "请补充红线的依据" });
        await ApproveAsync(await AskAsync("国产面膜,全国销量第一"));
        Assert.Equal("pass", (await CheckAsync("国产面膜,全国销量第一")).Verdict);
    }

    [Fact]
    public async Task Nobody_decides_on_what_they_asked_for_and_a_refusal_says_why()
    {
        var own = (await Of(_legal).AskApprovalAsync(Asking(Claim))).Approval;
        await ModerationBench.RefusedAsync(Of(_legal).DecideApprovalAsync(Approving(own)), StatusCode.FailedPrecondition, "MOD-124");
        await ModerationBench.RefusedAsync(Of(_author).DecideApprovalAsync(Approving(own)), StatusCode.PermissionDenied, "STW-002");
        await ModerationBench.RefusedAsync(Of(_author).RevokeApprovalAsync(new RevokeApprovalRequest { BrandId = Id, ApprovalId = own.ApprovalId, Reason = "x" }), StatusCode.PermissionDenied, "STW-002");
        var colleague = Of(ServiceHost.LeadOf(_brand));
        var wordless = new DecideApprovalRequest { BrandId = Id, ApprovalId = own.ApprovalId, Decision = "refused" };
        await ModerationBench.RefusedAsync(colleague.DecideApprovalAsync(wordless), StatusCode.InvalidArgument, "MOD-118");
        wordless.Note = "证书不是本品类的";
        var refused = (await colleague.DecideApprovalAsync(wordless)).Approval;
        Assert.Equal(("refused", "证书不是本品类的", null), (refused.State, refused.Note, refused.Until));
        Assert.Equal("block", (await CheckAsync(Claim)).Verdict);
        await ModerationBench.RefusedAsync(colleague.DecideApprovalAsync(Approving(own)), StatusCode.FailedPrecondition, "MOD-125");
    }

    [Fact]
    public async Task Each_step_happens_once_however_often_it_is_asked_for()
    {
        var request = Asking(Claim);
        var asked = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ => (await Of(_author).AskApprovalAsync(request)).Approval));
        Assert.Single(asked.Select(one => one.AskedAt).Distinct());
        var other = request.Clone();
        other.Purpose = "别处";
        await ModerationBench.RefusedAsync(Of(_author).AskApprovalAsync(other), StatusCode.FailedPrecondition, "MOD-120");
        await ModerationBench.RefusedAsync(Of(_author).AskApprovalAsync(Asking($" {Claim} ")), StatusCode.FailedPrecondition, "MOD-123");

        var decision = Approving(asked[0]);
        var decided = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ => (await Of(_legal).DecideApprovalAsync(decision)).Approval));
        Assert.Single(decided.Select(one => one.DecidedAt).Distinct());
        Assert.Equal(1, (await ListAsync("")).Total);

        // What is decided can be asked for anew: the next year's certificate.
        Assert.Equal("open", (await AskAsync(Claim)).State);
    }

    [Fact]
    public async Task What_no_proof_makes_lawful_cannot_be_asked_for_and_what_passes_need_not()
    {
        await ModerationBench.RefusedAsync(Of(_author).AskApprovalAsync(Asking("本产品保本保息")), StatusCode.FailedPrecondition, "MOD-122");
        await ModerationBench.RefusedAsync(Of(_author).AskApprovalAsync(Asking("明天下午三点上新")), StatusCode.FailedPrecondition, "MOD-121");
    }

    [Theory]
    [InlineData("text")]
    [InlineData("purpose")]
    [InlineData("evidence")]
    public async Task What_is_wrong_is_named(string field)
    {
        foreach (var words in new[] { " ", new string('好', 4_001), "a\0b" })
        {
            var request = Asking(Claim);
            (request.Text, request.Purpose, request.Evidence) = field switch { "text" => (words, "a", "b"), "purpose" => (Claim, words, "b"), _ => (Claim, "a", words) };
            var refused = await ModerationBench.RefusedAsync(Of(_author).AskApprovalAsync(request), StatusCode.InvalidArgument, "MOD-118");
            Assert.Contains(field, refused.Status.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_end_lies_within_a_year_from_now()
    {
        var asked = await AskAsync(Claim);
        foreach (var until in new[] { null, At(-1), At(400), new Timestamp { Seconds = long.MaxValue } })
        {
            var request = Approving(asked);
            request.Until = until;
            await ModerationBench.RefusedAsync(Of(_legal).DecideApprovalAsync(request), StatusCode.InvalidArgument, "MOD-118");
        }
    }

    [Fact]
    public async Task Lists_are_paged_searched_and_open_ones_wait_in_turn()
    {
        var (first, second, third) = (await AskAsync("全国销量第一"), await AskAsync("国家级面膜"), await AskAsync("最好的面膜"));
        Assert.Equal([first.ApprovalId, second.ApprovalId, third.ApprovalId], (await ListAsync("open")).Approvals.Select(one => one.ApprovalId));
        await ApproveAsync(second);
        var page = await Of(_author).ListApprovalsAsync(new ListApprovalsRequest { BrandId = Id, PageSize = 2 });
        var rest = await Of(_author).ListApprovalsAsync(new ListApprovalsRequest { BrandId = Id, PageSize = 2, PageToken = page.NextPageToken });
        Assert.Equal([third.ApprovalId, second.ApprovalId, first.ApprovalId], page.Approvals.Concat(rest.Approvals).Select(one => one.ApprovalId));
        Assert.Equal((3, ""), (page.Total, rest.NextPageToken));
        Assert.Equal(second.ApprovalId, Assert.Single((await Of(_author).ListApprovalsAsync(new ListApprovalsRequest { Search = "国家" })).Approvals).ApprovalId);
        await ModerationBench.RefusedAsync(Of(_author).ListApprovalsAsync(new ListApprovalsRequest { State = "x" }), StatusCode.InvalidArgument, "MOD-118");
    }

    [Fact]
    public async Task Another_brand_neither_sees_nor_decides_nor_profits()
    {
        var asked = await AskAsync(Claim);
        var foreign = Guid.NewGuid();
        var stranger = Of(ServiceHost.LeadOf(foreign));
        Assert.Equal(0, (await stranger.ListApprovalsAsync(new ListApprovalsRequest())).Total);
        var theirs = Approving(asked);
        theirs.BrandId = foreign.ToString();
        await ModerationBench.RefusedAsync(stranger.DecideApprovalAsync(theirs), StatusCode.NotFound, "MOD-119");
        await ApproveAsync(asked);
        await ModerationBench.RefusedAsync(stranger.RevokeApprovalAsync(new RevokeApprovalRequest { BrandId = foreign.ToString(), ApprovalId = asked.ApprovalId, Reason = "x" }), StatusCode.NotFound, "MOD-119");
        await ModerationBench.RefusedAsync(stranger.RevokeApprovalAsync(new RevokeApprovalRequest { BrandId = Id, ApprovalId = asked.ApprovalId, Reason = "x" }), StatusCode.NotFound, "STW-003");
        var gate = _bench.Host.Client<ComplianceService.ComplianceServiceClient>(ServiceHost.LeadOf(foreign));
        Assert.Equal("block", (await gate.CheckTextsAsync(new CheckTextsRequest { BrandId = foreign.ToString(), Texts = { Claim } })).Verdicts[0].Verdict);

        // The same id in another brand is another request.
        var same = Asking(Claim);
        (same.BrandId, same.ApprovalId) = (foreign.ToString(), asked.ApprovalId);
        Assert.Equal("open", (await stranger.AskApprovalAsync(same)).Approval.State);
        Assert.Equal("pass", (await CheckAsync(Claim)).Verdict);
    }

    private string Id => _brand.ToString();

    private ApprovalService.ApprovalServiceClient Of(Caller caller) => _bench.Host.Client<ApprovalService.ApprovalServiceClient>(caller);

    private static Timestamp At(int days) => Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow().AddDays(days));

    private AskApprovalRequest Asking(string text) => new() { BrandId = Id, ApprovalId = Guid.NewGuid().ToString(), Text = text, Purpose = "会员群,上新当天", Evidence = "https://example.com/2026/ranking.pdf" };

    private DecideApprovalRequest Approving(Approval asked) => new() { BrandId = Id, ApprovalId = asked.ApprovalId, Decision = "approved", Until = At(90) };

    private async Task<Approval> AskAsync(string text) => (await Of(_author).AskApprovalAsync(Asking(text))).Approval;

    private async Task<Approval> ApproveAsync(Approval asked) => (await Of(_legal).DecideApprovalAsync(Approving(asked))).Approval;

    private async Task<Approval> RevokeAsync(Approval known, string reason) => (await Of(_legal).RevokeApprovalAsync(new RevokeApprovalRequest { BrandId = Id, ApprovalId = known.ApprovalId, Reason = reason })).Approval;

    private async Task<ListApprovalsResponse> ListAsync(string state) => await Of(_author).ListApprovalsAsync(new ListApprovalsRequest { BrandId = Id, State = state });

    private async Task<TextVerdict> CheckAsync(string text) =>
        (await _bench.Host.Client<ComplianceService.ComplianceServiceClient>(_author).CheckTextsAsync(new CheckTextsRequest { BrandId = Id, Texts = { text } })).Verdicts[0];

    private async Task RedLineAsync(string words) => await _bench.Host.Client<ComplianceService.ComplianceServiceClient>(_legal).AddPhraseAsync(new AddPhraseRequest
    {
        Phrase = new Phrase { BrandId = Id, PhraseId = Guid.NewGuid().ToString(), Kind = "red-line", Phrase_ = words, Severity = "review", Advice = "改说品牌名", Reason = "客户要求" },
    });
}
