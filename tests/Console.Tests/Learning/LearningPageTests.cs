using System.Text.RegularExpressions;
using Steward.Contracts.Moderation.V1;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Learning;

[Collection(BenchCollection.Name)]
public sealed class LearningPageTests(ConsoleBench bench)
{
    private static readonly string[] Adverts = ["小红楼今晚开门，滴我拿暗号", "后院清仓局，想进的滴我", "老地方又开局了，滴我拿暗号", "内场还剩几位，走通道的滴我", "楼上福利间开放，滴我拿暗号", "暗号局今晚见，老朋友滴我"];

    [Fact]
    public async Task Samples_are_found_by_what_speaks_against_them_exported_removed_after_a_count_and_put_back()
    {
        var lead = await bench.CommunityAsync("lead");
        await TeachAsync(lead, "colleague", Adverts, "spam", true);
        await TeachAsync(lead, "mallory", ["快递一个星期了还没到，客服也不理人，太失望了"], "complaint", false);
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/learning");
        await Expect(visitor.Find("sample-row")).ToHaveCountAsync(7);
        await visitor.Find("label-filter").SelectOptionAsync("complaint");
        await visitor.Find("suspect-filter").SelectOptionAsync("disagrees");
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("suspect=disagrees"));
        await Expect(visitor.Find("sample-row")).ToHaveCountAsync(1);
        await Expect(visitor.Find("sample-row")).ToContainTextAsync("mallory");
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Find("export").ClickAsync());
        Assert.Contains("太失望了", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);

        await visitor.Find("samples-remove").ClickAsync();
        await Expect(visitor.Find("removal-count")).ToHaveAttributeAsync("data-count", "1");
        await Expect(visitor.Find("removal-confirm")).ToBeDisabledAsync();
        await visitor.Find("removal-reason").FillAsync("乱标的");
        await visitor.Find("removal-confirm").ClickAsync();
        await Expect(visitor.Find("removed")).ToContainTextAsync("已移除 1 条");
        await visitor.Find("removal-close").ClickAsync();
        await Expect(visitor.Find("empty")).ToBeVisibleAsync();

        await visitor.Find("view-removals").ClickAsync();
        await Expect(visitor.Find("removal-row")).ToContainTextAsync("乱标的");
        await visitor.Find("removal-undo").ClickAsync();
        await Expect(visitor.Find("restored")).ToContainTextAsync("已恢复 1 条");
        await Expect(visitor.Find("removal-row")).ToContainTextAsync("李小雨 已撤销");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_version_is_trained_compared_tried_activated_and_rolled_back()
    {
        var lead = await bench.CommunityAsync("lead");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/learning?view=models");
        await Expect(visitor.Find("model-row")).ToContainTextAsync("出厂版本");
        await visitor.Find("train").ClickAsync();
        await Expect(visitor.Find("error-bar").First).ToContainTextAsync("MOD-166");

        await visitor.Find("view-samples").ClickAsync();
        await visitor.Find("sample-add").ClickAsync();
        await visitor.Find("sample-text").FillAsync(string.Join('\n', Adverts));
        await visitor.Find("sample-confirm").ClickAsync();
        await Expect(visitor.Find("sample-added")).ToHaveAttributeAsync("data-added", "6");
        await visitor.Find("sample-close").ClickAsync();

        await visitor.Find("view-models").ClickAsync();
        await visitor.Find("train-note").FillAsync("暗号广告");
        await visitor.Find("train").ClickAsync();
        await Expect(visitor.Find("comparison")).ToHaveAttributeAsync("data-label", "spam");
        await Expect(visitor.Find("comparison").Locator("tbody tr")).ToHaveCountAsync(4);
        await visitor.Find("activate-reason").FillAsync("试用");
        await visitor.Find("activate").ClickAsync();
        await Expect(visitor.Page.Locator("[data-testid=model-row][data-version='1']")).ToHaveAttributeAsync("data-running", "yes");
        await visitor.Find("try-text").FillAsync("今晚开门，滴我拿暗号");
        await visitor.Find("try").ClickAsync();
        await Expect(visitor.Find("share-row").First).ToContainTextAsync("暗号");

        await visitor.Find("roll-back").ClickAsync();
        await visitor.Find("roll-back-reason").FillAsync("误报多");
        await visitor.Find("roll-back-confirm").ClickAsync();
        await Expect(visitor.Find("models-said")).ToContainTextAsync("出厂版本");
        await Expect(visitor.Find("model-changes")).ToContainTextAsync("误报多");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_decision_on_a_case_says_whether_its_messages_are_learnt()
    {
        var lead = await bench.CommunityAsync("lead");
        await bench.PublishRulesAsync(lead.Brand, """{ "rules": [{ "kind": "keyword", "rule_id": "ad-001", "offence_class": "advert", "terms": ["兼职"] }] }""");
        await bench.SayAsync(lead, ["兼职日结 300"]);
        await bench.CasesAsync(lead.Brand, 1);
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/cases");
        await visitor.Find("case-row").ClickAsync();
        await visitor.Find("case-uphold").ClickAsync();
        await Expect(visitor.Find("case-learn")).Not.ToBeCheckedAsync();
        await visitor.Find("case-learn").CheckAsync();
        await visitor.Find("case-confirm").ClickAsync();
        await Expect(visitor.Find("case-state")).ToHaveAttributeAsync("data-state", "upheld");
        var samples = await bench.Moderation<LearningService.LearningServiceClient>(lead.Brand, "colleague").ListSamplesAsync(new ListSamplesRequest { BrandId = lead.Brand.ToString() });
        Assert.Equal(("兼职日结 300", "spam", true, lead.OperatorId), (samples.Samples[0].Text, samples.Samples[0].Label, samples.Samples[0].Deserves, samples.Samples[0].AddedBy));
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Whoever_reads_a_message_in_the_inbox_says_what_it_is()
    {
        var community = await bench.CommunityAsync();
        await bench.AskAsync(community, "怎么还没发货，都问三遍了");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login);
        await visitor.Find("inbox-item").ClickAsync();
        await visitor.Find("mark").ClickAsync();
        await visitor.Find("mark-label").SelectOptionAsync("complaint");
        await Expect(visitor.Find("marked")).ToHaveTextAsync("已标为投诉");
        var samples = await bench.Moderation<LearningService.LearningServiceClient>(community.Brand, "colleague").ListSamplesAsync(new ListSamplesRequest { BrandId = community.Brand.ToString() });
        Assert.Equal(("怎么还没发货，都问三遍了", "complaint", "message", community.OperatorId), (samples.Samples[0].Text, samples.Samples[0].Label, samples.Samples[0].Source, samples.Samples[0].AddedBy));
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Who_is_no_lead_is_told_who_sees_to_it()
    {
        var community = await bench.CommunityAsync();
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/learning");
        await Expect(visitor.Find("empty")).ToContainTextAsync("组长");
        await Expect(visitor.Find("nav-learning")).ToHaveCountAsync(0);
    }

    private async Task TeachAsync(Community community, string by, IEnumerable<string> texts, string label, bool deserves)
    {
        var request = new AddSamplesRequest { BrandId = community.Brand.ToString() };
        request.Samples.AddRange(texts.Select(text => new SampleDraft { Text = text, Label = label, Deserves = deserves }));
        await bench.Moderation<LearningService.LearningServiceClient>(community.Brand, by).AddSamplesAsync(request);
    }
}
