using Grpc.Core;
using Steward.Contracts.Moderation.V1;
using Steward.Testing;

namespace Steward.Moderation.Tests.Compliance.Intercepts;

[Collection(nameof(ModerationBench))]
public sealed class PackInterceptsTests(ModerationBench bench)
{
    [Fact]
    public async Task A_brands_red_lines_and_words_are_packed_and_a_foreign_brands_are_not()
    {
        var (brand, foreign) = (Guid.NewGuid(), Guid.NewGuid());
        foreach (var (words, severity) in new[] { ("天价", "block"), ("高仿", "review"), ("便宜货", "hint"), ("第一", "block") }) { await LineAsync(brand, words, severity); }

        await Gate(brand).AddPhraseAsync(new AddPhraseRequest
        {
            Phrase = new Phrase
            {
                BrandId = brand.ToString(), PhraseId = Guid.NewGuid().ToString(), Kind = "exemption", Phrase_ = "第一百货", Reason = "商号",
                Until = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow().AddDays(9)),
            },
        });
        await bench.ForbidAsync(brand, "兼职", "笨蛋");
        var pack = await Gate(brand).PackInterceptsAsync(new PackInterceptsRequest { BrandId = brand.ToString() });
        Assert.Equal(["天价", "高仿"], pack.Rules.SelectMany(rule => rule.Words));
        Assert.Equal(("第一", "exempt"), (pack.LeftOut.Single().Word, pack.LeftOut.Single().Why));
        Assert.Empty((await Gate(brand).PackInterceptsAsync(new PackInterceptsRequest { BrandId = brand.ToString(), LeftOutSkip = 1 })).LeftOut);
        var withRules = await Gate(brand).PackInterceptsAsync(new PackInterceptsRequest { BrandId = brand.ToString(), WithRules = true });
        Assert.Subset(withRules.Rules.SelectMany(rule => rule.Words).ToHashSet(), new HashSet<string> { "兼职", "天价", "笨蛋", "高仿" });
        Assert.DoesNotContain("兼职", pack.Rules.SelectMany(rule => rule.Words));
        Assert.Empty((await Gate(foreign).PackInterceptsAsync(new PackInterceptsRequest { BrandId = foreign.ToString() })).Rules);
        var theirs = (await Gate(foreign).PackInterceptsAsync(new PackInterceptsRequest { BrandId = foreign.ToString(), WithRules = true })).Rules.SelectMany(rule => rule.Words).ToList();
        Assert.All(["兼职", "天价", "笨蛋", "高仿"], word => Assert.DoesNotContain(word, theirs));
        await ModerationBench.RefusedAsync(Gate(foreign).PackInterceptsAsync(new PackInterceptsRequest { BrandId = brand.ToString() }), StatusCode.NotFound, "STW-003");
        await ModerationBench.RefusedAsync(Gate(brand).PackInterceptsAsync(new PackInterceptsRequest { BrandId = brand.ToString(), Room = 101 }), StatusCode.InvalidArgument, "MOD-128");
    }

    private ComplianceService.ComplianceServiceClient Gate(Guid brand) => bench.Host.Client<ComplianceService.ComplianceServiceClient>(ServiceHost.LeadOf(brand));

    private async Task LineAsync(Guid brand, string words, string severity) => await Gate(brand).AddPhraseAsync(new AddPhraseRequest
    {
        Phrase = new Phrase { BrandId = brand.ToString(), PhraseId = Guid.NewGuid().ToString(), Kind = "red-line", Phrase_ = words, Severity = severity, Advice = "改", Reason = "客户要求" },
    });
}
