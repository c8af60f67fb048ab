using System.Text.RegularExpressions;
using Steward.Console.Discipline;
using Steward.Console.Language;
using Steward.Contracts.Moderation.V1;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Discipline;

[Collection(BenchCollection.Name)]
public sealed class DisciplinePageTests(ConsoleBench bench)
{
    [Fact]
    public async Task An_appeal_is_decided_with_a_reason_by_somebody_else()
    {
        var lead = await bench.CommunityAsync("lead");
        var appeal = await bench.AppealAsync(lead, "colleague");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/discipline");
        await visitor.Find("appeal-row").ClickAsync();
        await Expect(visitor.Page.Locator(".modal mark")).ToHaveTextAsync("兼职");
        await visitor.Find("appeal-overturn").ClickAsync();
        await Expect(visitor.Page.Locator(".decide")).ToContainTextAsync("不再计分");
        await Expect(visitor.Find("appeal-confirm")).ToBeDisabledAsync();
        await visitor.Find("appeal-note").FillAsync("是本店招聘，不是广告");
        await visitor.Find("appeal-confirm").ClickAsync();
        await Expect(visitor.Find("appeal-now")).ToHaveAttributeAsync("data-state", "overturned");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.Find("appeal-state").SelectOptionAsync("overturned");
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("state=overturned"));
        await Expect(visitor.Find("appeal-row")).ToHaveAttributeAsync("data-id", appeal.AppealId);

        // The address says which list it is.
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Find("appeal-row")).ToHaveAttributeAsync("data-state", "overturned");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Whoever_decided_the_case_is_told_to_leave_it_to_a_colleague_and_the_report_shows_what_was_decided_otherwise()
    {
        var lead = await bench.CommunityAsync("lead");
        await bench.AppealAsync(lead, lead.OperatorId, "ban", "第三次了");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/discipline");
        await visitor.Find("appeal-row").ClickAsync();
        await Expect(visitor.Find("own-decision")).ToContainTextAsync("另一位组长");
        await Expect(visitor.Find("appeal-overturn")).ToHaveCountAsync(0);
        await visitor.Page.Keyboard.PressAsync("Escape");

        await visitor.Find("view-consistency").ClickAsync();
        await Expect(visitor.Find("decider-row")).ToContainTextAsync("李小雨");
        await Expect(visitor.Find("deviation-row")).ToContainTextAsync("第三次了");
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Find("export-deviations").ClickAsync());
        Assert.Contains("移出且不得再入群", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_policy_that_a_colleague_changed_meanwhile_keeps_what_was_typed_and_offers_both()
    {
        var lead = await bench.CommunityAsync("lead");
        var colleague = bench.Moderation<DisciplineService.DisciplineServiceClient>(lead.Brand, "colleague");
        var builtIn = (await colleague.GetPolicyAsync(new GetPolicyRequest { BrandId = lead.Brand.ToString() })).Policy;
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/discipline?view=policy");
        await visitor.Find("half-life").FillAsync("45");
        await colleague.PutPolicyAsync(new PutPolicyRequest { BrandId = lead.Brand.ToString(), Policy = new Policy(builtIn) { HalfLifeDays = 20 } });
        await visitor.Find("policy-put").ClickAsync();
        await visitor.Find("policy-confirm").ClickAsync();
        await Expect(visitor.Find("changed-meanwhile")).ToBeVisibleAsync();
        await Expect(visitor.Find("half-life")).ToHaveValueAsync("45");
        await visitor.Find("keep-mine").ClickAsync();
        await Expect(visitor.Find("policy-said")).ToContainTextAsync("第 2 版");
        Assert.Equal(45, (await colleague.GetPolicyAsync(new GetPolicyRequest { BrandId = lead.Brand.ToString() })).Policy.HalfLifeDays);

        await visitor.Find("half-life").FillAsync("50");
        await colleague.PutPolicyAsync(new PutPolicyRequest { BrandId = lead.Brand.ToString(), Policy = new Policy(builtIn) { HalfLifeDays = 21 } });
        await visitor.Find("policy-put").ClickAsync();
        await visitor.Find("policy-confirm").ClickAsync();
        await visitor.Find("take-theirs").ClickAsync();
        await Expect(visitor.Find("half-life")).ToHaveValueAsync("21");
        await Expect(visitor.Find("changed-meanwhile")).ToHaveCountAsync(0);
        Assert.Equal(3, (await colleague.GetPolicyAsync(new GetPolicyRequest { BrandId = lead.Brand.ToString() })).Version);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task An_exemption_may_have_a_last_day_and_is_shown_as_ended_after_it()
    {
        var lead = await bench.CommunityAsync("lead");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: $"/discipline?view=exempt&brand={lead.Brand}");
        await visitor.Find("exempt-add").ClickAsync();
        await visitor.Find("member-pick").CheckAsync();
        await visitor.Find("exempt-reason").FillAsync("探店达人");
        await visitor.Find("exempt-last-day").FillAsync("2020-01-01");
        await visitor.Find("exempt-confirm").ClickAsync();
        await Expect(visitor.Find("error-bar")).ToContainTextAsync("今天之后");
        var day = TimeProvider.System.GetUtcNow().AddDays(30);
        await visitor.Find("exempt-last-day").FillAsync(day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await visitor.Find("exempt-confirm").ClickAsync();
        await Expect(visitor.Find("exempt-row")).ToHaveAttributeAsync("data-ended", "false");
        await bench.RunOnModerationAsync("update exempt_members set set_at = set_at - interval '60 days', until = until - interval '60 days' where brand_id = $1", lead.Brand);
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Find("exempt-ended")).ToHaveTextAsync("已结束");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_policy_is_tried_on_a_member_refused_with_what_to_mend_and_put_in_force()
    {
        var lead = await bench.CommunityAsync("lead");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/discipline?view=policy");
        await Expect(visitor.Find("policy-now")).ToContainTextAsync("内置");
        await visitor.Find("rung-from").Nth(1).FillAsync("x");
        await visitor.Find("policy-put").ClickAsync();
        await Expect(visitor.Find("policy-mistake")).ToContainTextAsync("第 2 级");
        await visitor.Find("rung-from").Nth(1).FillAsync("0");
        await visitor.Find("policy-put").ClickAsync();
        await visitor.Find("policy-confirm").ClickAsync();
        await Expect(visitor.Find("policy-mistake")).ToContainTextAsync("每一级的起点须高于前一级");

        await visitor.Find("rung-from").Nth(1).FillAsync("1");
        await visitor.Find("rung-sanction").Nth(0).SelectOptionAsync("none");
        await visitor.Find("member-pick").CheckAsync();
        await visitor.Find("preview").ClickAsync();
        await Expect(visitor.Find("preview-result").Locator("dd").First).ToContainTextAsync("私信警告");
        await Expect(visitor.Find("preview-result").Locator("dd").Last).ToContainTextAsync("移出社群");
        await visitor.Find("policy-put").ClickAsync();
        await visitor.Find("policy-confirm").ClickAsync();
        await Expect(visitor.Find("policy-said")).ToContainTextAsync("第 1 版已生效");
        await Expect(visitor.Find("policy-row")).ToContainTextAsync("李小雨");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_member_is_exempt_with_a_reason_found_again_and_exempt_no_longer()
    {
        var lead = await bench.CommunityAsync("lead");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: $"/discipline?view=exempt&brand={lead.Brand}");
        await Expect(visitor.Find("empty")).ToContainTextAsync("没有豁免成员");
        await visitor.Find("exempt-add").ClickAsync();
        await visitor.Find("member-pick").CheckAsync();
        await visitor.Find("exempt-reason").FillAsync("合作伙伴");
        await visitor.Find("exempt-confirm").ClickAsync();
        await Expect(visitor.Find("exempt-row")).ToContainTextAsync("爱吃薯条");
        await visitor.Find("search").FillAsync("没有这个人");
        await Expect(visitor.Find("exempt-row")).ToHaveCountAsync(0);
        await visitor.Find("search").FillAsync("薯条");
        await Expect(visitor.Find("exempt-row")).ToContainTextAsync("合作伙伴");
        await visitor.Find("exempt-end").ClickAsync();
        await visitor.Find("exempt-end-confirm").ClickAsync();
        await Expect(visitor.Find("exempt-said")).ToContainTextAsync("不再豁免");
        Assert.Empty(visitor.Complaints);
    }

    [Theory]
    [InlineData("appeals")]
    [InlineData("policy")]
    [InlineData("exempt")]
    [InlineData("consistency")]
    public async Task Nothing_is_wider_than_a_telephone(string view)
    {
        var lead = await bench.CommunityAsync("lead");
        await bench.AppealAsync(lead, "colleague", "none", new string('长', 200));
        await using var visitor = await bench.VisitorAsync(390, 780);
        await visitor.SignInAsync(lead.Login, path: $"/discipline?view={view}");
        await Expect(visitor.Page.Locator("[data-testid=appeals], [data-testid=policy-now], [data-testid=empty], [data-testid=deviations]").First).ToBeVisibleAsync();
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public void Everything_that_the_service_finds_wrong_with_a_policy_has_words()
    {
        const string Said = "The policy cannot be put in force: weights: advert must weigh more than 0 and at most 100; window_days must be 1 to 3650; half_life_days must be 1 to 3650; ladder: the first rung must begin at 0; ladder: each rung must begin higher than the one before it, at 100 at most, and be no milder; warning_text must have 1 to 500 characters, none of them U+0000.";
        var told = new Texts(UiLanguage.Chinese).PolicyMistakes(Said);
        Assert.Equal(6, told.Count);
        Assert.All(told, one => Assert.DoesNotMatch("[a-z_]{3,} [a-z]+ ", one));
    }

    [Fact]
    public void A_field_without_a_number_is_named()
    {
        var form = new PolicyForm { HalfLife = "30", Window = "3.5" };
        form.AddRung();
        form.Weights["advert"] = "-1";
        Assert.Equal(["window", "rung 1", "advert"], form.Read().Wrong);
    }
}
