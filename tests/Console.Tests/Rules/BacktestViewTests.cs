using Steward.Contracts.Moderation.V1;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Rules;

[Collection(BenchCollection.Name)]
public sealed class BacktestViewTests(ConsoleBench bench)
{
    private const string InForce = """{ "rules": [{ "kind": "keyword", "rule_id": "ad-001", "offence_class": "advert", "terms": ["加微信", "兼职"] }] }""";
    private const string Tried = """{ "rules": [{ "kind": "keyword", "rule_id": "ad-001", "offence_class": "advert", "terms": ["加微信", "刷单"] }] }""";

    [Fact]
    public async Task A_draft_is_tried_on_what_was_said_in_the_brands_groups()
    {
        var lead = await DraftAsync();
        var other = await bench.CommunityAsync("lead");
        await PutAsync(lead, "加微信", "兼职日结", "刷单返现", "你好");
        await PutAsync(other, "刷单");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/rules?view=versions");
        await visitor.Find("version-backtest").ClickAsync();
        await Expect(visitor.Find("backtest-version")).ToHaveValueAsync("2");
        await visitor.Find("backtest-start").ClickAsync();
        await Expect(visitor.Find("backtest-done")).ToContainTextAsync("第 2 版");
        await Expect(visitor.Find("trial-messages")).ToHaveTextAsync("4");
        await Expect(visitor.Find("trial-gained")).ToHaveTextAsync("+1");
        await Expect(visitor.Find("trial-lost")).ToHaveTextAsync("−1");
        await visitor.Find("samples-gained").ClickAsync();
        await Expect(visitor.Find("sample")).ToHaveCountAsync(1);
        await Expect(visitor.Find("sample")).ToContainTextAsync("刷单返现");
        await Expect(visitor.Find("sample")).ToContainTextAsync("人民广场店 1 群");
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Find("export-trial").ClickAsync());
        await using var stream = await download.CreateReadStreamAsync();
        using var reader = new StreamReader(stream);
        Assert.Contains("ad-001,关键词：加微信、刷单,2,2,1,1", await reader.ReadToEndAsync(), StringComparison.Ordinal);

        // A period without end is no period.
        await visitor.Find("backtest-from").FillAsync("2020-01-01");
        await Expect(visitor.Find("backtest-hint")).ToContainTextAsync("92 天");
        await Expect(visitor.Find("backtest-start")).ToBeDisabledAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_file_is_tried_row_by_row_and_what_is_no_message_is_told()
    {
        var lead = await DraftAsync();
        await using var visitor = await bench.VisitorAsync(390, 780);
        await visitor.SignInAsync(lead.Login, path: "/rules?view=backtest");
        await visitor.Find("backtest-upload").ClickAsync();
        await Expect(visitor.Find("backtest-start")).ToBeDisabledAsync();
        await visitor.ChooseAsync("backtest-file", "chat.csv", "text,sent_at,member\n\"第一行\n刷单\",2026-01-01T08:00:00Z,a\n兼职,昨天,a\n兼职,2026-01-01T09:00:00Z,b\n早,2026-01-01T08:30:00Z,b\n");
        await visitor.Find("backtest-start").ClickAsync();
        await Expect(visitor.Find("trial-messages")).ToHaveTextAsync("2");
        await Expect(visitor.Find("trial-gained")).ToHaveTextAsync("+1");
        await Expect(visitor.Find("backtest-passed-over")).ToContainTextAsync("跳过了 2 行");
        await Expect(visitor.Find("backtest-passed-over")).ToContainTextAsync("“昨天”不是时间");
        await Expect(visitor.Find("backtest-passed-over")).ToContainTextAsync("第 6 行");
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));

        await visitor.ChooseAsync("backtest-file", "chat.txt", "刷单\n早\n\n刷单\n");
        await visitor.Find("backtest-start").ClickAsync();
        await Expect(visitor.Find("trial-messages")).ToHaveTextAsync("3");
        await Expect(visitor.Find("backtest-passed-over")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Complaints);
    }

    private async Task<Community> DraftAsync()
    {
        var lead = await bench.CommunityAsync("lead");
        await bench.PublishRulesAsync(lead.Brand, InForce);
        await bench.Rules(lead.Brand).SaveDraftAsync(new SaveDraftRequest { Scope = new RuleScope { BrandId = lead.Brand.ToString() }, Document = Tried });
        return lead;
    }

    private async Task PutAsync(Community community, params string[] texts)
    {
        foreach (var text in texts)
        {
            await bench.RunOnChannelsAsync(
                "insert into messages (brand_id, group_id, sent_at, message_id, account_id, sender_id, sender_external, from_staff, kind, body) values ($1, $2, now(), gen_random_uuid(), $3, gen_random_uuid(), 'wm-1', false, 'text', $4)",
                community.Brand, community.Group, community.Account, text);
        }
    }
}
