using Steward.Contracts.Moderation.V1;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Rules;

[Collection(BenchCollection.Name)]
public sealed class ShadowReportTests(ConsoleBench bench)
{
    private const string InForce = """{ "rules": [{ "kind": "keyword", "rule_id": "ad-001", "offence_class": "advert", "terms": ["加微信", "兼职"] }] }""";
    private const string Tried = """{ "rules": [{ "kind": "keyword", "rule_id": "ad-001", "offence_class": "advert", "terms": ["加微信", "刷单"] }] }""";

    [Fact]
    public async Task What_a_version_in_shadow_would_have_done_is_told_by_rule_and_it_is_published_from_there()
    {
        var lead = await bench.CommunityAsync("lead");
        var scope = new RuleScope { BrandId = lead.Brand.ToString() };
        await bench.PublishRulesAsync(lead.Brand, InForce);
        await bench.Rules(lead.Brand).SaveDraftAsync(new SaveDraftRequest { Scope = scope, Document = Tried });
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/rules?view=shadow");
        await Expect(visitor.Find("empty")).ToContainTextAsync("没有影子运行过的版本");
        await visitor.Find("view-versions").ClickAsync();
        await visitor.Find("version-start_shadow").ClickAsync();
        await visitor.Find("move-reason").FillAsync("先看看");
        await visitor.Find("move-confirm").ClickAsync();
        await Expect(visitor.Page.Locator("[data-testid=version-row][data-state=shadow]")).ToBeVisibleAsync();

        await bench.SayAsync(lead, ["加微信领券", "兼职日结", "刷单返现", "刷单", "今天几点开门"]);
        await visitor.Find("version-report").ClickAsync();
        await RefreshUntilAsync(visitor, "5");
        await Expect(visitor.Find("trial-offences")).ToHaveTextAsync("3");
        await Expect(visitor.Find("trial-gained")).ToHaveTextAsync("+2");
        await Expect(visitor.Find("trial-lost")).ToHaveTextAsync("−1");
        // A rule is what it says, in the version that is tried.
        await Expect(visitor.Find("trial-rule")).ToContainTextAsync("关键词：加微信、刷单");
        await visitor.Find("samples-lost").ClickAsync();
        await Expect(visitor.Find("sample")).ToHaveCountAsync(1);
        await Expect(visitor.Find("sample")).ToContainTextAsync("兼职日结");
        await Expect(visitor.Find("sample").Locator("mark")).ToHaveTextAsync("兼职");
        await Expect(visitor.Find("sample")).ToContainTextAsync("人民广场店 1 群");

        await visitor.Find("shadow-publish").ClickAsync();
        await visitor.Find("move-reason").FillAsync("误伤少");
        await visitor.Find("move-confirm").ClickAsync();
        await Expect(visitor.Page.Locator("[data-testid=version-row][data-version='2']")).ToHaveAttributeAsync("data-state", "published");
        await visitor.Find("view-force").ClickAsync();
        await Expect(visitor.Find("rule-row")).ToContainTextAsync("加微信、刷单");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Stopping_it_keeps_the_report_and_another_brand_sees_nothing_of_it()
    {
        var lead = await bench.CommunityAsync("lead");
        var scope = new RuleScope { BrandId = lead.Brand.ToString() };
        await bench.PublishRulesAsync(lead.Brand, InForce);
        await bench.Rules(lead.Brand).SaveDraftAsync(new SaveDraftRequest { Scope = scope, Document = Tried, Reason = "换词" });
        await bench.Rules(lead.Brand).MoveVersionAsync(new MoveVersionRequest { Scope = scope, Version = 2, Move = "start_shadow" });
        await bench.SayAsync(lead, ["刷单返现"]);
        await using var visitor = await bench.VisitorAsync(390, 780);
        await visitor.SignInAsync(lead.Login, path: "/rules?view=shadow");
        await RefreshUntilAsync(visitor, "1");
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        await visitor.Find("shadow-stop").ClickAsync();
        await visitor.Find("move-reason").FillAsync("够了");
        await visitor.Find("move-confirm").ClickAsync();
        await Expect(visitor.Find("shadow-state")).ToHaveAttributeAsync("data-state", "draft");
        await Expect(visitor.Find("trial-messages")).ToHaveTextAsync("1");
        await Expect(visitor.Find("shadow-publish")).ToHaveCountAsync(0);

        var other = await bench.CommunityAsync("lead");
        await using var stranger = await bench.VisitorAsync();
        await stranger.SignInAsync(other.Login, path: $"/rules?view=shadow&brand={lead.Brand}");
        await Expect(stranger.Find("brand-filter")).ToHaveValueAsync(other.Brand.ToString());
        await Expect(stranger.Find("empty")).ToContainTextAsync("没有影子运行过的版本");
        Assert.Empty(visitor.Complaints);
    }

    // Screening comes after the message: asked for until it is there.
    private static Task RefreshUntilAsync(Visitor visitor, string messages) => Testing.Eventually.TrueAsync(
        async () =>
        {
            await visitor.Find("shadow-refresh").ClickAsync();
            return await visitor.Find("trial-messages").InnerTextAsync() == messages;
        },
        ConsoleBench.Patience,
        $"{messages} messages are judged");
}
