using System.Text.RegularExpressions;
using Steward.Contracts.Moderation.V1;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Cases;

[Collection(BenchCollection.Name)]
public sealed class CasesPageTests(ConsoleBench bench)
{
    private const string Rules = """
        { "rules": [
          { "kind": "keyword", "rule_id": "ad-001", "offence_class": "advert", "terms": ["兼职", "刷单"] },
          { "kind": "keyword", "rule_id": "rude-001", "offence_class": "abuse", "severity": "review", "terms": ["傻子"] }] }
        """;

    [Fact]
    public async Task Cases_are_taken_one_after_the_other_and_decided_by_keys()
    {
        var lead = await LeadAsync("兼职日结", "刷单返现", "傻子");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/cases");
        await Expect(visitor.Find("case-row")).ToHaveCountAsync(3);
        await visitor.ListeningAsync();
        await visitor.Page.Keyboard.PressAsync("n");
        await Expect(visitor.Find("case-mine")).ToBeVisibleAsync();
        await Expect(visitor.Find("offence-rule")).ToContainTextAsync("关键词：兼职、刷单");
        await Expect(visitor.Page.Locator(".modal mark").First).ToHaveTextAsync("兼职");
        await visitor.Page.Keyboard.PressAsync("u");
        await visitor.Find("case-note").FillAsync("第一次");
        await visitor.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(visitor.Find("case-state")).ToHaveAttributeAsync("data-state", "upheld");
        await Expect(visitor.Find("penalty")).ToHaveAttributeAsync("data-sanction", "warn");

        await visitor.Page.Keyboard.PressAsync("n");
        await Expect(visitor.Find("case-state")).ToHaveAttributeAsync("data-state", "open");
        await visitor.Page.Keyboard.PressAsync("x");
        await visitor.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(visitor.Find("case-state")).ToHaveAttributeAsync("data-state", "dismissed");

        // What was taken and not decided goes back when the pane is closed.
        await visitor.Page.Keyboard.PressAsync("n");
        await Expect(visitor.Find("case-mine")).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Page.Locator(".modal")).ToHaveCountAsync(0);
        var left = Assert.Single(await bench.CasesAsync(lead.Brand, 1));
        Assert.Equal(("abuse", ""), (left.OffenceClass, left.ClaimedBy));
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Find("case-row")).ToHaveCountAsync(1);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task What_a_colleague_has_is_theirs_until_they_give_it_back_and_who_does_not_lead_only_looks()
    {
        var lead = await LeadAsync("兼职日结");
        var review = bench.Moderation<ReviewService.ReviewServiceClient>(lead.Brand, "colleague");
        var held = (await review.ClaimNextCaseAsync(new ClaimNextCaseRequest { BrandId = lead.Brand.ToString() })).Case;
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/cases");
        await Expect(visitor.Find("case-held")).ToBeVisibleAsync();
        await visitor.Find("case-row").ClickAsync();
        await Expect(visitor.Find("case-held-by")).ToBeVisibleAsync();
        await Expect(visitor.Find("case-uphold")).ToBeDisabledAsync();
        await visitor.ListeningAsync();
        await visitor.Page.Keyboard.PressAsync("u");
        await Expect(visitor.Find("case-confirm")).ToHaveCountAsync(0);
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.Find("case-next").ClickAsync();
        await Expect(visitor.Find("nothing-waits")).ToBeVisibleAsync();
        await review.ReleaseCaseAsync(new ReleaseCaseRequest { BrandId = held.BrandId, CaseId = held.CaseId });
        await visitor.Find("case-next").ClickAsync();
        await Expect(visitor.Find("case-mine")).ToBeVisibleAsync();

        var operators = await bench.CommunityAsync();
        await bench.PublishRulesAsync(operators.Brand, Rules);
        await bench.SayAsync(operators, ["兼职日结"]);
        await bench.CasesAsync(operators.Brand, 1);
        await using var reader = await bench.VisitorAsync();
        await reader.SignInAsync(operators.Login, path: "/cases");
        await Expect(reader.Find("case-next")).ToHaveCountAsync(0);
        await reader.Find("case-row").ClickAsync();
        await Expect(reader.Find("decide-why")).ToBeVisibleAsync();
        await Expect(reader.Find("case-uphold")).ToBeDisabledAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Filters_are_the_address_a_rule_is_filtered_by_its_words_and_the_export_is_the_list()
    {
        var lead = await LeadAsync("=兼职日结", "刷单返现", "傻子");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/cases");
        await visitor.Find("class-filter").SelectOptionAsync("advert");
        await Expect(visitor.Find("case-row")).ToHaveCountAsync(2);
        await visitor.Find("search").FillAsync("刷单");
        await Expect(visitor.Find("case-row")).ToHaveCountAsync(1);
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("class=advert.*q="));
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Find("case-row")).ToHaveCountAsync(1);
        await visitor.Find("search").FillAsync("");
        await Expect(visitor.Find("case-row")).ToHaveCountAsync(2);
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Find("export").ClickAsync());
        var csv = await File.ReadAllTextAsync(await download.PathAsync());
        Assert.Contains("'=兼职日结", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("傻子", csv, StringComparison.Ordinal);

        await visitor.Find("class-filter").SelectOptionAsync("abuse");
        await Expect(visitor.Find("case-row")).ToHaveCountAsync(1);
        await visitor.Find("case-row").ClickAsync();
        await visitor.Find("offence-rule").ClickAsync();
        await Expect(visitor.Find("rule-chip")).ToContainTextAsync("关键词：傻子");
        await visitor.Find("class-filter").SelectOptionAsync("");
        await Expect(visitor.Find("case-row")).ToHaveCountAsync(1);
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Find("rule-chip")).ToContainTextAsync("关键词：傻子");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Many_are_counted_shown_and_exactly_these_decided()
    {
        var lead = await LeadAsync("兼职日结", "刷单返现", "兼职", "傻子");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/cases?class=advert");
        await visitor.Find("bulk").ClickAsync();
        await Expect(visitor.Find("bulk-count")).ToHaveAttributeAsync("data-count", "3");

        // After they were counted: one is decided by a colleague, another opens.
        var decided = (await bench.CasesAsync(lead.Brand, 4)).First(one => one.OffenceClass == "advert");
        await bench.Moderation<CaseService.CaseServiceClient>(lead.Brand, "colleague").DecideCaseAsync(new DecideCaseRequest { BrandId = decided.BrandId, CaseId = decided.CaseId, Decision = "dismissed" });
        await bench.SayAsync(lead, ["刷单"]);
        await bench.CasesAsync(lead.Brand, 4);
        await visitor.Find("bulk-note").FillAsync("活动期间放行");
        await visitor.Find("bulk-decide").ClickAsync();
        await visitor.Find("bulk-confirm").ClickAsync();
        await Expect(visitor.Find("bulk-report")).ToHaveAttributeAsync("data-decided", "2");
        await Expect(visitor.Find("bulk-left")).ToHaveAttributeAsync("data-outcome", "decided-before");
        await visitor.Find("bulk-close").ClickAsync();
        await Expect(visitor.Find("case-row")).ToHaveCountAsync(1);
        Assert.Equal(["advert", "abuse"], (await bench.CasesAsync(lead.Brand, 2)).Select(one => one.OffenceClass).OrderDescending());
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_harder_consequence_needs_a_note_and_what_waits_is_counted_by_class()
    {
        var lead = await LeadAsync("兼职日结", "傻子");
        await using var visitor = await bench.VisitorAsync(390, 780);
        await visitor.SignInAsync(lead.Login, path: "/cases");
        await visitor.Page.Locator("[data-testid=pending] summary").ClickAsync();
        await Expect(visitor.Find("pending-row")).ToHaveCountAsync(2);
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        await visitor.Find("pending-row").Filter(new() { HasText = "辱骂" }).ClickAsync();
        await Expect(visitor.Find("case-row")).ToHaveCountAsync(1);
        await visitor.Find("case-row").ClickAsync();
        await visitor.Find("case-uphold").ClickAsync();
        await visitor.Find("case-sanction").SelectOptionAsync("ban");
        await visitor.Find("case-confirm").ClickAsync();
        await Expect(visitor.Find("error-bar")).ToContainTextAsync("MOD-031");
        await visitor.Find("case-uphold").ClickAsync();
        await visitor.Find("case-sanction").SelectOptionAsync("ban");
        await visitor.Find("case-note").FillAsync("多次辱骂");
        await visitor.Find("case-confirm").ClickAsync();
        await Expect(visitor.Find("penalty")).ToHaveAttributeAsync("data-sanction", "ban");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task The_queues_policy_is_set_with_its_versions_and_wrong_numbers_are_told()
    {
        var lead = await LeadAsync("兼职日结", "傻子");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/cases");
        await Expect(visitor.Find("pending-count")).ToContainTextAsync("2");
        await visitor.Find("queue-policy").ClickAsync();
        await Expect(visitor.Find("queue-now")).ToContainTextAsync("内置设置");
        await visitor.Find("due-advert").FillAsync("半天");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Find("discard")).ToBeVisibleAsync();
        await visitor.Page.Locator(".discard button").First.ClickAsync();
        await visitor.Find("queue-put").ClickAsync();
        await Expect(visitor.Find("queue-mistake")).ToContainTextAsync("广告");
        await visitor.Find("due-advert").FillAsync("720");
        await visitor.Find("claim-minutes").FillAsync("500");
        await visitor.Find("queue-put").ClickAsync();
        await Expect(visitor.Find("error-bar")).ToContainTextAsync("1 到 120");
        await visitor.Find("claim-minutes").FillAsync("20");
        await visitor.Find("aside-abuse").CheckAsync();
        await visitor.Find("queue-put").ClickAsync();
        await Expect(visitor.Find("queue-said")).ToContainTextAsync("第 1 版");
        await Expect(visitor.Find("queue-version")).ToContainTextAsync("暂缓：辱骂");
        await Expect(visitor.Find("queue-version")).ToContainTextAsync("李小雨");

        // A colleague is faster: what was typed stays, and both are offered.
        await visitor.Find("claim-minutes").FillAsync("30");
        await bench.Moderation<ReviewService.ReviewServiceClient>(lead.Brand, "colleague").PutReviewPolicyAsync(new PutReviewPolicyRequest { BrandId = lead.Brand.ToString(), Policy = new ReviewPolicy { ClaimMinutes = 5, DueMinutes = 60 } });
        await visitor.Find("queue-put").ClickAsync();
        await Expect(visitor.Find("changed-meanwhile")).ToBeVisibleAsync();
        await Expect(visitor.Find("claim-minutes")).ToHaveValueAsync("30");
        await visitor.Find("take-theirs").ClickAsync();
        await Expect(visitor.Find("claim-minutes")).ToHaveValueAsync("5");
        await visitor.Find("queue-take").Last.ClickAsync();
        await Expect(visitor.Find("claim-minutes")).ToHaveValueAsync("20");
        await visitor.Find("queue-put").ClickAsync();
        await Expect(visitor.Find("queue-version")).ToHaveCountAsync(3);
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Find("pending-count")).ToContainTextAsync("1");
        Assert.Empty(visitor.Complaints);
    }

    /// <summary>A lead whose group says these, each by a member of their own.</summary>
    private async Task<Community> LeadAsync(params string[] texts)
    {
        var lead = await bench.CommunityAsync("lead");
        await bench.PublishRulesAsync(lead.Brand, Rules);
        foreach (var (text, count) in texts.Select((text, at) => (text, at + 1)))
        {
            // One after the other, so that it is known which waits longest.
            await bench.SayAsync(lead, [text]);
            await bench.CasesAsync(lead.Brand, count);
        }

        return lead;
    }
}
