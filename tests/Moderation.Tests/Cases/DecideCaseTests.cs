using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using Steward.Testing;

namespace Steward.Moderation.Tests.Cases;

[Collection(nameof(ModerationBench))]
public sealed class DecideCaseTests(ModerationBench bench) : IAsyncLifetime
{
    private readonly Guid _brand = Guid.NewGuid();
    private readonly Guid _member = Guid.NewGuid();

    public Task InitializeAsync() => bench.ForbidAsync(_brand, "兼职", "傻子");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Later_offences_join_the_open_case_and_open_a_new_one_after_the_decision()
    {
        await bench.ScreenAsync(_brand, ModerationBench.Says(_member, "兼职一"), ModerationBench.Says(_member, "你这傻子"));
        await bench.ScreenAsync(_brand, ModerationBench.Says(_member, "兼职二"), ModerationBench.Says(_member, "兼职三"));
        var advert = Assert.Single(await CasesAsync("advert"));
        Assert.Equal((3, "兼职三", "open", _member.ToString()), (advert.Offences, advert.LastText, advert.State, advert.MemberId));
        Assert.Equal(1, Assert.Single(await CasesAsync("abuse")).Offences);

        var decided = (await bench.Cases(_brand).DecideCaseAsync(Decision(advert.CaseId, "upheld"))).Case;
        Assert.Equal(("upheld", "警告过"), (decided.State, decided.Note));
        await bench.ScreenAsync(_brand, ModerationBench.Says(_member, "兼职四"));
        Assert.Equal([3, 1], (await CasesAsync("advert")).Select(row => row.Offences));

        var file = await bench.Cases(_brand).GetCaseAsync(new GetCaseRequest { BrandId = _brand.ToString(), CaseId = advert.CaseId });
        Assert.Equal(new HashSet<string> { "兼职一", "兼职二", "兼职三" }, file.Offences.Select(offence => offence.Text).ToHashSet());
        Assert.All(file.Offences, offence => Assert.Equal(("ad-1", "兼职"), (offence.RuleId, offence.Matched)));
        Assert.Equal("upheld", file.Case.State);
    }

    [Fact]
    public async Task A_case_is_decided_once_even_by_two_leads_at_the_same_time()
    {
        await bench.ScreenAsync(_brand, ModerationBench.Says(_member, "兼职"));
        var only = Assert.Single(await CasesAsync("advert"));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            try
            {
                await bench.Cases(_brand).DecideCaseAsync(Decision(only.CaseId, i % 2 == 0 ? "upheld" : "dismissed"));
                return StatusCode.OK;
            }
            catch (RpcException refused)
            {
                return refused.StatusCode;
            }
        }));
        Assert.Single(outcomes, StatusCode.OK);
        Assert.Equal(5, outcomes.Count(outcome => outcome == StatusCode.FailedPrecondition));
    }

    [Fact]
    public async Task An_offence_shows_all_that_was_wrong_with_it_and_what_the_model_thinks()
    {
        const string document = """
            {"rules":[{"kind":"keyword","rule_id":"ad-1","offence_class":"advert","severity":"review","terms":["加微信"]},
                      {"kind":"model","rule_id":"l-1","offence_class":"advert","label":"spam"}]}
            """;
        await bench.Rules(_brand).PublishRuleSetAsync(new PublishRuleSetRequest { BrandId = _brand.ToString(), Rules = new RuleSet { Document = document } });
        const string text = "招打字员，在家就能做，一单一结，快加薇信";
        await bench.ScreenAsync(_brand, ModerationBench.Says(_member, text));
        var only = Assert.Single(await CasesAsync("advert"));
        var offence = Assert.Single((await bench.Cases(_brand).GetCaseAsync(new GetCaseRequest { BrandId = _brand.ToString(), CaseId = only.CaseId })).Offences);
        Assert.Equal(("ad-1", "review", "brand", true), (offence.RuleId, offence.Severity, offence.RuleLevel, offence.RuleVersion > 0));
        Assert.Equal(["ad-1", "l-1"], offence.Reasons.Select(reason => reason.RuleId));
        Assert.Equal(("加微信", "same_sound", "加薇信"), (offence.Reasons[0].Term, Assert.Single(offence.Reasons[0].HiddenBy), text.Substring(offence.Reasons[0].Start, offence.Reasons[0].Length)));
        Assert.Null(offence.Reasons[0].Model);
        var verdict = offence.Reasons[1].Model;
        Assert.Equal(("spam", offence.Score, true), (verdict.Label, verdict.Probability, verdict.Pieces.Count > 0));
        Assert.InRange(offence.Score, 0.3, 1);
    }

    [Fact]
    public async Task Operators_read_and_leads_decide()
    {
        await bench.ScreenAsync(_brand, ModerationBench.Says(_member, "兼职"));
        var only = Assert.Single(await CasesAsync("advert"));
        var person = bench.Host.Client<CaseService.CaseServiceClient>(ServiceHost.OperatorOf(_brand));
        Assert.Equal(only.CaseId, (await person.GetCaseAsync(new GetCaseRequest { BrandId = _brand.ToString(), CaseId = only.CaseId })).Case.CaseId);
        await ModerationBench.RefusedAsync(person.DecideCaseAsync(Decision(only.CaseId, "upheld")), StatusCode.PermissionDenied, "STW-002");
    }

    [Fact]
    public async Task A_case_of_another_brand_is_unknown()
    {
        await bench.ScreenAsync(_brand, ModerationBench.Says(_member, "兼职"));
        var only = Assert.Single(await CasesAsync("advert"));
        var other = Guid.NewGuid();
        var foreign = bench.Cases(other);
        await ModerationBench.RefusedAsync(foreign.GetCaseAsync(new GetCaseRequest { BrandId = other.ToString(), CaseId = only.CaseId }), StatusCode.NotFound, "MOD-003");
        await ModerationBench.RefusedAsync(foreign.GetCaseAsync(new GetCaseRequest { BrandId = _brand.ToString(), CaseId = only.CaseId }), StatusCode.NotFound, "STW-003");
        var decision = Decision(only.CaseId, "upheld");
        decision.BrandId = other.ToString();
        await ModerationBench.RefusedAsync(foreign.DecideCaseAsync(decision), StatusCode.NotFound, "MOD-003");
        Assert.Empty((await foreign.ListCasesAsync(new ListCasesRequest())).Cases);
        Assert.Equal(0, (await foreign.GetScreeningTotalsAsync(new GetScreeningTotalsRequest())).Screened);
        Assert.Equal("open", Assert.Single(await CasesAsync("advert")).State);
    }

    private DecideCaseRequest Decision(string caseId, string decision) => new() { BrandId = _brand.ToString(), CaseId = caseId, Decision = decision, Note = "警告过" };

    private async Task<IReadOnlyList<Case>> CasesAsync(string offenceClass) =>
        (await bench.Cases(_brand).ListCasesAsync(new ListCasesRequest { BrandId = _brand.ToString(), OffenceClass = offenceClass })).Cases;
}
