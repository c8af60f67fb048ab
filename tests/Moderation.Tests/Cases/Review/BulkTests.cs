using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Auth;

namespace Steward.Moderation.Tests.Cases.Review;

[Collection(nameof(ModerationBench))]
public sealed class BulkTests(ModerationBench bench) : IAsyncLifetime
{
    private readonly Guid _brand = Guid.NewGuid();
    private readonly Guid[] _members = [.. Enumerable.Range(0, 30).Select(_ => Guid.NewGuid())];

    public async Task InitializeAsync()
    {
        await bench.ForbidAsync(_brand, "兼职", "傻子");
        await bench.ScreenAsync(_brand, [.. _members.Select(member => ModerationBench.Says(member, "兼职日结")), ModerationBench.Says(_members[0], "傻子")]);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Exactly_what_was_counted_is_decided_once_with_its_consequences_and_what_changed_meanwhile_is_told()
    {
        var preview = await PreviewAsync("advert");
        Assert.Equal((30, 0, 30, 30), (preview.Cases, preview.Left, preview.Offences, preview.Members));

        var (decided, held, grown) = (await CaseOfAsync(_members[1]), await CaseOfAsync(_members[2]), await CaseOfAsync(_members[3]));
        await Cases("b").DecideCaseAsync(new DecideCaseRequest { BrandId = Id, CaseId = decided, Decision = "dismissed" });
        await Review("b").ClaimCaseAsync(new ClaimCaseRequest { BrandId = Id, CaseId = held });
        var newcomer = Guid.NewGuid();
        await bench.ScreenAsync(_brand, ModerationBench.Says(_members[3], "兼职又来"), ModerationBench.Says(newcomer, "兼职"));

        // Two tabs of one person: they share the work, and none is decided twice.
        var runs = await Task.WhenAll(DecideAsync(preview.BulkId), DecideAsync(preview.BulkId));
        foreach (var run in runs) { Assert.True(run.Zip(run.Skip(1)).All(two => two.First.Done <= two.Second.Done)); }

        // Whoever was first done may still have found the other's last one at work; asked again, nothing happens but the report.
        var report = (await DecideAsync(preview.BulkId))[^1].Report;
        Assert.Equal((30, 27), (report.Cases, report.Decided));
        Assert.Equal(new Dictionary<string, string> { [decided] = "decided-before", [held] = "held", [grown] = "grown" }, report.Left.ToDictionary(left => left.CaseId, left => left.Outcome));

        Assert.Equal(27, await CountAsync("select count(*) from penalties where sanction = 'warn' and decided_by = 'a'"));
        Assert.Equal(27, await CountAsync("select count(*) from penalty_acts where kind = 'warn'"));
        Assert.Equal(27, await CountAsync("select count(*) from cases where state = 'upheld'"));
        Assert.Equal(new HashSet<string> { _members[2].ToString(), _members[3].ToString(), newcomer.ToString() }, (await OpenAsync("advert")).Select(row => row.MemberId).ToHashSet());
        Assert.Single(await OpenAsync("abuse"));
    }

    [Fact]
    public async Task What_others_have_is_not_counted_and_nothing_to_decide_has_no_token()
    {
        await Review("b").ClaimNextCaseAsync(new ClaimNextCaseRequest { BrandId = Id, OffenceClass = "advert" });
        var preview = await PreviewAsync("advert");
        Assert.Equal((29, 1), (preview.Cases, preview.Left));
        var nothing = await PreviewAsync("illegal");
        Assert.Equal((0, 0, ""), (nothing.Cases, nothing.Left, nothing.BulkId));
    }

    [Fact]
    public async Task Many_are_not_given_a_consequence_without_a_reason_nor_two_decisions()
    {
        var preview = await PreviewAsync("advert");
        await RefusedAsync(new DecideBulkRequest { BulkId = preview.BulkId, Decision = "upheld", Sanction = "ban" }, "MOD-066");
        await RefusedAsync(new DecideBulkRequest { BulkId = preview.BulkId, Decision = "dismissed", Sanction = "ban", Note = "x" }, "MOD-067");
        await RefusedAsync(new DecideBulkRequest { BulkId = preview.BulkId, Decision = "perhaps" }, "MOD-005");
        Assert.Equal(30, (await OpenAsync("advert")).Count);
        await DecideAsync(preview.BulkId);
        await RefusedAsync(new DecideBulkRequest { BulkId = preview.BulkId, Decision = "dismissed" }, "MOD-065");
    }

    [Fact]
    public async Task A_preview_is_its_makers_and_only_for_a_while()
    {
        var preview = await PreviewAsync("advert");
        await RefusedAsync(new DecideBulkRequest { BulkId = preview.BulkId, Decision = "upheld" }, "MOD-063", "b");
        await RefusedAsync(new DecideBulkRequest { BulkId = Guid.NewGuid().ToString(), Decision = "upheld" }, "MOD-063");
        await bench.OwnerAsync($"update bulk_decisions set made_at = made_at - interval '31 minutes' where brand_id = '{_brand}'");
        await RefusedAsync(new DecideBulkRequest { BulkId = preview.BulkId, Decision = "upheld" }, "MOD-064");
        Assert.Equal(30, (await OpenAsync("advert")).Count);
    }

    [Fact]
    public async Task Another_brand_can_neither_count_nor_decide_them()
    {
        var preview = await PreviewAsync("advert");
        var other = Guid.NewGuid();
        var foreign = bench.Host.Client<ReviewService.ReviewServiceClient>(new Caller("a", Role.Lead, [new BrandId(other)]));
        Assert.Equal(0, (await foreign.PreviewBulkAsync(new PreviewBulkRequest { BrandId = other.ToString() })).Cases);
        await RefusedAsync(new DecideBulkRequest { BrandId = other.ToString(), BulkId = preview.BulkId, Decision = "upheld" }, "MOD-063", client: foreign);
        await RefusedAsync(new DecideBulkRequest { BrandId = Id, BulkId = preview.BulkId, Decision = "upheld" }, "STW-003", client: foreign);
    }

    private string Id => _brand.ToString();

    private Caller Lead(string name) => new(name, Role.Lead, [new BrandId(_brand)]);

    private ReviewService.ReviewServiceClient Review(string name) => bench.Host.Client<ReviewService.ReviewServiceClient>(Lead(name));

    private CaseService.CaseServiceClient Cases(string name) => bench.Host.Client<CaseService.CaseServiceClient>(Lead(name));

    private async Task<PreviewBulkResponse> PreviewAsync(string offenceClass) => await Review("a").PreviewBulkAsync(new PreviewBulkRequest { BrandId = Id, OffenceClass = offenceClass });

    private Task<List<DecideBulkResponse>> DecideAsync(string bulk) => ReadAsync(Review("a").DecideBulk(new DecideBulkRequest { BrandId = Id, BulkId = bulk, Decision = "upheld" }));

    private static async Task<List<DecideBulkResponse>> ReadAsync(AsyncServerStreamingCall<DecideBulkResponse> call)
    {
        using (call)
        {
            var news = new List<DecideBulkResponse>();
            await foreach (var one in call.ResponseStream.ReadAllAsync()) { news.Add(one); }

            return news;
        }
    }

    private async Task RefusedAsync(DecideBulkRequest request, string code, string name = "a", ReviewService.ReviewServiceClient? client = null)
    {
        if (request.BrandId.Length == 0) { request.BrandId = Id; }

        var refused = await Assert.ThrowsAsync<RpcException>(() => ReadAsync((client ?? Review(name)).DecideBulk(request)));
        Assert.Equal(code, refused.Trailers.GetValue("problem-code"));
    }

    private async Task<IReadOnlyList<Case>> OpenAsync(string offenceClass) => (await Cases("a").ListCasesAsync(new ListCasesRequest { BrandId = Id, State = "open", OffenceClass = offenceClass })).Cases;

    private async Task<string> CaseOfAsync(Guid member) => Assert.Single((await Cases("a").ListCasesAsync(new ListCasesRequest { BrandId = Id, Search = member.ToString() })).Cases).CaseId;

    private Task<long> CountAsync(string sql) => bench.OwnerAsync<long>($"{sql} and brand_id = '{_brand}'");
}
