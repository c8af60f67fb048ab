using Steward.Contracts.Moderation.V1;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Rules;

[Collection(BenchCollection.Name)]
public sealed class RulesPageTests(ConsoleBench bench)
{
    private const string Advert = """{ "rules": [{ "kind": "keyword", "rule_id": "ad-001", "offence_class": "advert", "terms": ["加微信", "兼职"] }] }""";

    [Fact]
    public async Task A_lead_writes_a_rule_sees_the_difference_publishes_it_and_rolls_back()
    {
        var lead = await bench.CommunityAsync("lead");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/rules");
        await Expect(visitor.Find("empty")).ToContainTextAsync("还没有规则");
        await Expect(visitor.Find("brand-filter")).ToHaveValueAsync(lead.Brand.ToString());
        await visitor.Find("rules-begin").ClickAsync();

        // A wrong word is told at the setting, in this language, and nothing that was written is lost.
        await visitor.Find("add-rule").SelectOptionAsync("keyword");
        await visitor.Find("rule-id").FillAsync("ad-001");
        await visitor.Find("field-terms").FillAsync("加微信\n兼职 | skip=99");
        await visitor.Find("rule-keep").ClickAsync();
        await Expect(visitor.Page.Locator("[data-testid=mistake][data-field=terms]")).ToContainTextAsync("第 2 个：是 99，须在 0 到 8 之间。");
        await visitor.Find("field-terms").FillAsync("加微信\n兼职 | skip=2 exclude=不招兼职");
        await visitor.Find("rule-keep").ClickAsync();
        await Expect(visitor.Find("draft-row")).ToHaveAttributeAsync("data-mark", "added");

        await PublishAsync(visitor, "招聘广告");
        await Expect(visitor.Find("version-row")).ToHaveAttributeAsync("data-state", "published");
        await visitor.Find("view-force").ClickAsync();
        await Expect(visitor.Find("rule-row")).ToContainTextAsync("ad-001");
        await visitor.Find("rule-change").ClickAsync();
        await Expect(visitor.Find("field-terms")).ToHaveValueAsync("加微信\n兼职 | skip=2 exclude=不招兼职");
        await visitor.Find("field-terms").FillAsync("加微信\n刷单");
        await visitor.Find("rule-keep").ClickAsync();
        await Expect(visitor.Find("field-difference")).ToContainTextAsync("+ 刷单");
        await Expect(visitor.Find("field-difference")).ToContainTextAsync("− 兼职");
        await PublishAsync(visitor, "换词");

        await visitor.Find("version-roll_back").ClickAsync();
        await visitor.Find("move-reason").FillAsync("误伤太多");
        await visitor.Find("move-confirm").ClickAsync();
        await Expect(visitor.Find("version-row")).ToHaveCountAsync(3);
        await Expect(visitor.Find("version-row").First).ToHaveAttributeAsync("data-state", "published");
        await visitor.Find("view-changes").ClickAsync();
        await Expect(visitor.Find("change-row").First).ToContainTextAsync("误伤太多");
        await Expect(visitor.Find("change-row").First).ToContainTextAsync("李小雨");
        var inForce = await bench.Rules(lead.Brand).GetVersionAsync(new GetVersionRequest { Scope = new RuleScope { BrandId = lead.Brand.ToString() } });
        Assert.Equal(3, inForce.Version.Version);
        Assert.Contains("兼职", inForce.Document, StringComparison.Ordinal);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Two_leads_at_one_draft_lose_nothing_and_who_changes_the_same_rule_later_is_told()
    {
        var lead = await bench.CommunityAsync("lead");
        var scope = new RuleScope { BrandId = lead.Brand.ToString() };
        await bench.PublishRulesAsync(lead.Brand, Advert);
        await bench.Rules(lead.Brand).SaveDraftAsync(new SaveDraftRequest { Scope = scope, Document = Advert });
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/rules?view=draft&rule=ad-001");
        await visitor.Find("field-terms").FillAsync("加微信\n兼职\n刷单");

        // A colleague adds another rule: that is no contradiction.
        var both = Advert.Replace("] }] }", "] }, { \"kind\": \"emoji\", \"rule_id\": \"e-1\", \"offence_class\": \"flood\", \"most\": 9 }] }", StringComparison.Ordinal);
        await bench.Rules(lead.Brand).SaveDraftAsync(new SaveDraftRequest { Scope = scope, Version = 2, Document = both });
        await visitor.Find("rule-keep").ClickAsync();
        await Expect(visitor.Find("draft-said")).ToContainTextAsync("ad-001");
        await Expect(visitor.Find("draft-row")).ToHaveCountAsync(2);

        // The same rule: what was typed stays, and both are offered.
        await visitor.Page.Locator("[data-testid=draft-row][data-id='ad-001']").ClickAsync();
        await visitor.Find("field-terms").FillAsync("加微信\n返现");
        await bench.Rules(lead.Brand).SaveDraftAsync(new SaveDraftRequest { Scope = scope, Version = 2, Document = both.Replace("兼职", "彩票", StringComparison.Ordinal) });
        await visitor.Find("rule-keep").ClickAsync();
        await Expect(visitor.Find("changed-meanwhile")).ToBeVisibleAsync();
        await Expect(visitor.Find("field-terms")).ToHaveValueAsync("加微信\n返现");
        await visitor.Find("take-theirs").ClickAsync();
        await Expect(visitor.Find("field-terms")).ToHaveValueAsync("加微信\n彩票");
        await visitor.Find("field-terms").FillAsync("加微信\n返现");
        await bench.Rules(lead.Brand).SaveDraftAsync(new SaveDraftRequest { Scope = scope, Version = 2, Document = both.Replace("兼职", "抽奖", StringComparison.Ordinal) });
        await visitor.Find("rule-keep").ClickAsync();
        await visitor.Find("keep-mine").ClickAsync();
        await Expect(visitor.Find("draft-said")).ToContainTextAsync("ad-001");
        var kept = (await bench.Rules(lead.Brand).GetVersionAsync(new GetVersionRequest { Scope = scope, Version = 2 })).Document;
        Assert.Contains("返现", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("抽奖", kept, StringComparison.Ordinal);
        Assert.Contains("e-1", kept, StringComparison.Ordinal);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_pack_turns_off_what_it_inherits_for_its_groups_alone()
    {
        var lead = await bench.CommunityAsync("lead");
        await bench.PublishRulesAsync(lead.Brand, Advert);
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/rules?view=packs");
        await visitor.Find("pack-name").FillAsync("学生群");
        await visitor.Find("pack-add").ClickAsync();
        await visitor.Find("pack-assign").ClickAsync();
        await visitor.Find("pack-group").CheckAsync();
        await visitor.Find("pack-confirm").ClickAsync();
        await Expect(visitor.Find("pack-said")).ToContainTextAsync("1 个社群");
        await visitor.Find("pack-rules").ClickAsync();
        await visitor.Find("change-inherited").SelectOptionAsync("ad-001");
        await visitor.Find("override-disabled").CheckAsync();
        await visitor.Find("override-keep").ClickAsync();
        await Expect(visitor.Find("draft-row")).ToContainTextAsync("在此停用");
        await PublishAsync(visitor, "学生群允许");

        await visitor.Find("view-force").ClickAsync();
        await Expect(visitor.Find("rule-row")).ToContainTextAsync("生效");
        await Expect(visitor.Find("rules-hold")).ToContainTextAsync("1 条生效，共 1 条");
        await visitor.Find("rules-group").SelectOptionAsync(lead.Group.ToString());
        await Expect(visitor.Find("rules-hold")).ToContainTextAsync("0 条生效，共 1 条");
        await Expect(visitor.Find("rule-row")).ToContainTextAsync("规则包第 1 版：停用");

        // The address says it all: a colleague sees the same.
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Find("rules-hold")).ToContainTextAsync("0 条生效，共 1 条");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Every_kind_has_a_form_whose_names_people_understand()
    {
        var lead = await bench.CommunityAsync("lead");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/rules?view=draft");
        await Expect(visitor.Find("add-rule")).ToBeVisibleAsync();
        var kinds = await visitor.Find("add-rule").Locator("option[value]:not([value=''])").EvaluateAllAsync<string[]>("all => all.map(one => one.value)");
        Assert.Equal((await bench.Rules(lead.Brand).ListRuleKindsAsync(new ListRuleKindsRequest())).Kinds.Count, kinds.Length);
        foreach (var kind in kinds)
        {
            await visitor.Find("add-rule").SelectOptionAsync(kind);
            var sheet = visitor.Page.Locator(".modal");
            await Expect(sheet.Locator("[data-testid^=field-], fieldset").First).ToBeVisibleAsync();
            // A setting without words of its own would stand there by its name in the document.
            foreach (var label in await sheet.Locator("label, legend").EvaluateAllAsync<string[]>("all => all.map(one => one.firstChild.nodeType === 3 ? one.firstChild.data : one.innerText)")) { Assert.Matches("[\u4e00-\u9fff]", label); }

            await visitor.Page.Keyboard.PressAsync("Escape");
            await Expect(sheet).ToHaveCountAsync(0);
        }

        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Json_that_is_none_is_refused_and_the_agencys_rules_are_only_read_by_a_lead()
    {
        var lead = await bench.CommunityAsync("lead");
        await bench.PublishRulesAsync(lead.Brand, Advert);
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/rules?view=draft&rule=ad-001");
        await visitor.Find("rule-as-json").ClickAsync();
        await visitor.Find("rule-json").FillAsync("{ \"kind\": ");
        await visitor.Find("rule-keep").ClickAsync();
        await Expect(visitor.Find("mistake")).ToContainTextAsync("不是有效的 JSON");
        await visitor.Find("rule-json").FillAsync("""{ "kind": "rate", "rule_id": "ad-001", "offence_class": "flood", "messages": 0, "seconds": 10 }""");
        await visitor.Find("rule-keep").ClickAsync();
        await Expect(visitor.Find("mistake")).ToContainTextAsync("最多消息数：是 0，须在 1 到 60 之间");

        await visitor.Page.GotoAsync("/rules?level=agency&view=draft");
        await Expect(visitor.Find("agency-readonly")).ToBeVisibleAsync();
        await Expect(visitor.Find("draft-json")).ToBeVisibleAsync();
        await Expect(visitor.Find("add-rule")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_operator_is_told_whose_business_it_is()
    {
        var community = await bench.CommunityAsync();
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/rules");
        await Expect(visitor.Find("empty")).ToContainTextAsync("组长");
        await Expect(visitor.Find("nav-rules")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("force")]
    [InlineData("draft")]
    [InlineData("versions")]
    [InlineData("packs")]
    public async Task Nothing_is_wider_than_a_telephone(string view)
    {
        var lead = await bench.CommunityAsync("lead");
        await bench.PublishRulesAsync(lead.Brand, Advert.Replace("兼职", new string('长', 60), StringComparison.Ordinal));
        await using var visitor = await bench.VisitorAsync(390, 780);
        await visitor.SignInAsync(lead.Login, path: $"/rules?view={view}");
        await Expect(visitor.Find("export")).ToBeVisibleAsync();
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        Assert.Empty(visitor.Complaints);
    }

    private static async Task PublishAsync(Visitor visitor, string reason)
    {
        await visitor.Find("draft-publish").ClickAsync();
        await visitor.Find("move-reason").FillAsync(reason);
        await visitor.Find("move-confirm").ClickAsync();
        await Expect(visitor.Find("versions")).ToBeVisibleAsync();
    }
}
