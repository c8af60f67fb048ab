using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using Steward.Contracts.Moderation.V1;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Compliance;

[Collection(BenchCollection.Name)]
public sealed class CompliancePageTests(ConsoleBench bench)
{
    private const string Claim = "国产面膜全国销量第一";

    [Fact]
    public async Task A_text_that_is_stopped_is_asked_for_and_stands_in_the_queue_where_who_asked_does_not_decide()
    {
        var lead = await bench.CommunityAsync("lead");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/compliance");
        await Expect(visitor.Find("empty")).ToContainTextAsync("输入文案");
        await visitor.Find("try-text").FillAsync(Claim);
        await Expect(visitor.Find("try-verdict")).ToHaveAttributeAsync("data-verdict", "block");
        await Expect(visitor.Find("try-marked").Locator("mark").First).ToContainTextAsync("第一");
        await Expect(visitor.Find("try-finding").First).ToContainTextAsync("广告法");

        await visitor.Find("try-ask").ClickAsync();
        await Expect(visitor.Find("ask-text")).ToHaveValueAsync(Claim);
        await visitor.Find("ask-purpose").FillAsync("会员群");
        await Expect(visitor.Find("ask-send")).ToBeDisabledAsync();
        await visitor.Find("ask-evidence").FillAsync("https://example.com/ranking.pdf");
        await visitor.Find("ask-send").ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("view=approvals"));
        await visitor.Find("approval-row").ClickAsync();
        await Expect(visitor.Find("approval-text")).ToHaveTextAsync(Claim);
        await Expect(visitor.Find("own-request")).ToContainTextAsync("另一位组长");
        await Expect(visitor.Find("approval-approve")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_request_is_approved_lets_the_text_pass_and_is_revoked_with_its_history_kept()
    {
        var lead = await bench.CommunityAsync("lead");
        var approvals = bench.Moderation<ApprovalService.ApprovalServiceClient>(lead.Brand, "colleague");
        var id = Guid.NewGuid().ToString();
        await approvals.AskApprovalAsync(new AskApprovalRequest { BrandId = lead.Brand.ToString(), ApprovalId = id, Text = Claim, Purpose = "会员群", Evidence = "https://example.com/ranking.pdf" });
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/compliance?view=approvals");
        await visitor.Find("approval-row").ClickAsync();
        await Expect(visitor.Page.Locator(".facts a")).ToHaveAttributeAsync("href", "https://example.com/ranking.pdf");
        await visitor.Find("approval-approve").ClickAsync();
        await visitor.Find("approval-confirm").ClickAsync();
        await Expect(visitor.Find("approval-now")).ToHaveAttributeAsync("data-state", "approved");
        Assert.Equal("pass", await VerdictAsync(lead.Brand));

        await visitor.Find("approval-revoke").ClickAsync();
        await Expect(visitor.Find("approval-confirm")).ToBeDisabledAsync();
        await visitor.Find("approval-words").FillAsync("证书过期");
        await visitor.Find("approval-confirm").ClickAsync();
        await Expect(visitor.Find("approval-now")).ToHaveAttributeAsync("data-state", "revoked");
        Assert.Equal("block", await VerdictAsync(lead.Brand));
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.Find("approval-state").SelectOptionAsync("revoked");
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("state=revoked"));
        await Expect(visitor.Find("approval-row")).ToHaveAttributeAsync("data-id", id);
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Find("export").ClickAsync());
        Assert.Contains("证书过期", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_red_line_is_added_found_in_a_text_and_ended_with_a_reason()
    {
        var lead = await bench.CommunityAsync("lead");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/compliance?view=phrases");
        await Expect(visitor.Find("empty")).ToContainTextAsync("还没有红线");
        await visitor.Find("phrase-add").ClickAsync();
        await visitor.Find("phrase-words").FillAsync("天价");
        await visitor.Find("phrase-advice").FillAsync("改说价格");
        await visitor.Find("phrase-rewording").FillAsync("高价");
        await visitor.Find("phrase-reason").FillAsync("客户要求");
        await visitor.Find("phrase-save").ClickAsync();
        await Expect(visitor.Find("phrase-row")).ToContainTextAsync("天价");

        await visitor.Find("view-try").ClickAsync();
        await visitor.Find("try-text").FillAsync("这是天价洋酒");
        await visitor.Find("try-reword").ClickAsync();
        await Expect(visitor.Find("try-text")).ToHaveValueAsync("这是高价洋酒");
        await Expect(visitor.Find("try-verdict")).ToHaveAttributeAsync("data-verdict", "pass");

        await visitor.Find("view-phrases").ClickAsync();
        await visitor.Find("phrase-end").ClickAsync();
        await visitor.Find("phrase-end-reason").FillAsync("不再需要");
        await visitor.Find("phrase-end-confirm").ClickAsync();
        await Expect(visitor.Find("phrase-row")).ToHaveCountAsync(0);
        await visitor.Find("phrase-standing").SelectOptionAsync("all");
        await Expect(visitor.Find("phrase-row")).ToContainTextAsync("不再需要");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task An_exemption_that_ends_soon_says_so_and_an_operator_reads_without_changing()
    {
        var reader = await bench.CommunityAsync();
        await bench.Compliance(reader.Brand).AddPhraseAsync(new AddPhraseRequest
        {
            Phrase = new Phrase
            {
                BrandId = reader.Brand.ToString(), PhraseId = Guid.NewGuid().ToString(), Kind = "exemption", Phrase_ = "第一百货", Reason = "商号", Until = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow().AddDays(3)),
            },
        });
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(reader.Login, path: "/compliance?view=phrases&kind=exemption");
        await Expect(visitor.Find("ends-soon")).ToBeVisibleAsync();
        await Expect(visitor.Find("phrase-add")).ToHaveCountAsync(0);
        await Expect(visitor.Find("phrase-end")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task What_WeCom_can_carry_is_counted_listed_and_exported()
    {
        var lead = await bench.CommunityAsync("lead");
        foreach (var words in new[] { "天价", "天价洋酒" })
        {
            await bench.Compliance(lead.Brand).AddPhraseAsync(new AddPhraseRequest
            {
                Phrase = new Phrase { BrandId = lead.Brand.ToString(), PhraseId = Guid.NewGuid().ToString(), Kind = "red-line", Phrase_ = words, Severity = "block", Advice = "改说价格", Reason = "客户要求" },
            });
        }

        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/compliance?view=wecom");
        await Expect(visitor.Find("pack-budget")).ToContainTextAsync("1 / 100");
        await Expect(visitor.Find("pack-row")).ToContainTextAsync("合规拦截001");
        await Expect(visitor.Find("left-out")).ToHaveAttributeAsync("data-why", "covered");
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Find("export").ClickAsync());
        var lines = (await File.ReadAllTextAsync(await download.PathAsync())).Split('\n');
        Assert.Contains(lines, line => line.StartsWith("合规拦截001", StringComparison.Ordinal) && line.Contains("天价", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("天价洋酒", StringComparison.Ordinal) && line.Contains("覆盖", StringComparison.Ordinal));
        await visitor.Find("pack-room").FillAsync("40");
        await visitor.Find("pack-room").BlurAsync();
        await Expect(visitor.Find("pack-budget")).ToContainTextAsync("1 / 40");
        Assert.Empty(visitor.Complaints);
    }

    private async Task<string> VerdictAsync(Guid brand) =>
        (await bench.Compliance(brand).CheckTextsAsync(new CheckTextsRequest { BrandId = brand.ToString(), Texts = { Claim } })).Verdicts[0].Verdict;
}
