using System.Text;
using Microsoft.Playwright;
using Steward.Contracts.Moderation.V1;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Rules;

[Collection(BenchCollection.Name)]
public sealed class WordImportTests(ConsoleBench bench)
{
    private const string InForce = """{ "rules": [{ "kind": "keyword", "rule_id": "ad-001", "offence_class": "advert", "severity": "review", "terms": ["加微信"] }] }""";

    [Fact]
    public async Task A_hundred_thousand_words_go_into_a_draft_with_what_stood_there_already_and_on_to_its_difference()
    {
        var lead = await bench.CommunityAsync("lead");
        await bench.PublishRulesAsync(lead.Brand, InForce);
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/rules?view=import");
        var list = new StringBuilder();
        for (var word = 0; word < 100_000; word++) { list.Append("骗局").Append(word).Append('\n'); }

        await visitor.ChooseAsync("import-file", "words.txt", list.Append("加微信\n骗局7\n").ToString());
        await Expect(visitor.Find("import-format")).ToContainTextAsync("每行一个词");
        await Expect(visitor.Find("import-start")).ToBeDisabledAsync();
        await visitor.Find("import-rule").FillAsync("scam");
        await visitor.Find("import-reason").FillAsync("总部词库");
        await visitor.Find("import-start").ClickAsync();
        await Expect(visitor.Find("import-added")).ToHaveTextAsync("100,000", new LocatorAssertionsToHaveTextOptions { Timeout = 120_000 });
        await Expect(visitor.Find("import-duplicates")).ToHaveTextAsync("2");
        await Expect(visitor.Find("import-note").Filter(new LocatorFilterOptions { HasText = "骗局7" })).ToContainTextAsync("第 8 行");
        await Expect(visitor.Find("import-note").Filter(new LocatorFilterOptions { HasText = "加微信" })).ToContainTextAsync("现有规则");

        await visitor.Find("import-difference").ClickAsync();
        await Expect(visitor.Page.Locator("[data-testid=draft-row][data-id=scam]")).ToHaveAttributeAsync("data-mark", "added", new LocatorAssertionsToHaveAttributeOptions { Timeout = 60_000 });
        await Expect(visitor.Page.Locator("[data-testid=draft-row][data-id=scam]")).ToContainTextAsync("等 100,000 个");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Wrong_and_contradicting_lines_refuse_a_list_until_they_are_left_out_and_it_can_run_in_shadow()
    {
        var lead = await bench.CommunityAsync("lead");
        await bench.PublishRulesAsync(lead.Brand, InForce);
        await using var visitor = await bench.VisitorAsync(390, 780);
        await visitor.SignInAsync(lead.Login, path: "/rules?view=import");
        await visitor.ChooseAsync("import-file", "words.csv", "term,offence_class,severity,skip\n兼职,advert,act,2\n加微信,diversion,act,\n刷单,advert,harsh,\n返现,rude,act,\n彩票,illegal,act,99\n");
        await visitor.Find("import-reason").FillAsync("客服整理");
        await visitor.Find("import-start").ClickAsync();
        await Expect(visitor.Find("import-report")).ToHaveAttributeAsync("data-version", "0");
        await Expect(visitor.Find("import-errors")).ToHaveTextAsync("3");
        await Expect(visitor.Find("import-conflicts")).ToHaveTextAsync("1");
        foreach (var words in (string[])["处置“harsh”无效", "类别“rude”无效", "是 99，须在 0 到 8 之间", "加微信：此处引流 按阶梯处理，先前广告 人工复核"])
        {
            await Expect(visitor.Find("import-note").Filter(new LocatorFilterOptions { HasText = words })).ToHaveCountAsync(1);
        }

        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        await visitor.Find("import-keep-valid").CheckAsync();
        await visitor.Find("import-start").ClickAsync();
        await Expect(visitor.Find("import-report")).ToHaveAttributeAsync("data-version", "2");
        await Expect(visitor.Find("import-added")).ToHaveTextAsync("1");
        await visitor.Find("import-shadow").ClickAsync();
        await visitor.Find("move-reason").FillAsync("试一试");
        await visitor.Find("move-confirm").ClickAsync();
        await Expect(visitor.Find("shadow-state")).ToHaveAttributeAsync("data-state", "shadow");
        Assert.Equal("shadow", (await bench.Rules(lead.Brand).ListVersionsAsync(new ListVersionsRequest { Scope = new RuleScope { BrandId = lead.Brand.ToString() } })).Versions[0].State);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_wrong_name_of_a_rule_is_told_and_the_form_stays_as_it_is()
    {
        var lead = await bench.CommunityAsync("lead");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/rules?view=import");
        await visitor.ChooseAsync("import-file", "words.txt", "兼职\n");
        await visitor.Find("import-rule").FillAsync("名 单");
        await visitor.Find("import-reason").FillAsync("试");
        await visitor.Find("import-start").ClickAsync();
        await Expect(visitor.Find("error-bar")).ToContainTextAsync("MOD-017");
        await Expect(visitor.Find("import-rule")).ToHaveValueAsync("名 单");
        await visitor.Find("import-rule").FillAsync("list");
        await visitor.Find("import-start").ClickAsync();
        await Expect(visitor.Find("import-added")).ToHaveTextAsync("1");
        await Expect(visitor.Find("error-bar")).ToHaveCountAsync(0);
    }
}
