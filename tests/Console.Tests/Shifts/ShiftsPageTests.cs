using Steward.Contracts.Staffing.V1;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Shifts;

[Collection(BenchCollection.Name)]
public sealed class ShiftsPageTests(ConsoleBench bench)
{
    [Fact]
    public async Task A_lead_plans_a_colleague_and_what_comes_is_given_to_them_with_the_reason()
    {
        var lead = await bench.CommunityAsync("lead");
        await bench.ColleagueAsync(lead, "王芳");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/duty");
        await Expect(visitor.Find("duty-row")).ToHaveCountAsync(2);
        await Expect(visitor.Find("count-none")).ToHaveTextAsync("2");
        await visitor.Page.Locator($"tr[data-id='{lead.OperatorId}']").ClickAsync();
        await Expect(visitor.Find("shift-1")).ToHaveValueAsync("09:00-20:00");
        await visitor.Find("shift-1").FillAsync("20:00-9:00");
        await visitor.Find("duty-save").ClickAsync();
        await Expect(visitor.Find("duty-mistake")).ToContainTextAsync("周一：“20:00-9:00”不是时段");
        await visitor.Find("shift-1").FillAsync("00:00-24:00");
        await visitor.Find("copy-monday").ClickAsync();
        await Expect(visitor.Find("shift-7")).ToHaveValueAsync("00:00-24:00");
        await visitor.Find("skills").FillAsync("奶粉\n奶粉 2099-12-31");
        await visitor.Find("capacity").FillAsync("5");
        await visitor.Find("duty-save").ClickAsync();
        await Expect(visitor.Find("duty-mistake")).ToContainTextAsync("同一技能只能填写一次");
        await visitor.Find("skills").FillAsync("奶粉 2099-12-31");
        await visitor.Find("duty-save").ClickAsync();
        await Expect(visitor.Find("duty-said")).ToContainTextAsync("李小雨 的排班已保存");
        await Expect(visitor.Find("count-duty")).ToHaveTextAsync("1");
        await Expect(visitor.Find("free-room")).ToHaveTextAsync("5");
        await visitor.Find("view-week").ClickAsync();
        await Expect(visitor.Page.Locator($"tr[data-id='{lead.OperatorId}']")).ToContainTextAsync("00:00-24:00");
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Find("export").ClickAsync());
        Assert.Contains("奶粉 2099-12-31", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);

        await visitor.Find("view-rules").ClickAsync();
        await visitor.Find("certificate").FillAsync("奶粉");
        await visitor.Find("required-complaint").FillAsync("安抚，退款");
        await visitor.Find("escalate-after").FillAsync("五");
        await visitor.Find("routing-put").ClickAsync();
        await Expect(visitor.Find("routing-mistake")).ToContainTextAsync("升级时间须为整数分钟");
        await visitor.Find("escalate-after").FillAsync("5");
        await visitor.Find("routing-put").ClickAsync();
        await Expect(visitor.Find("routing-said")).ToContainTextAsync("第 1 版已生效");

        await bench.AskAsync(lead, "生日券怎么领？");
        await visitor.Page.GotoAsync("/");
        await visitor.Find("inbox-item").ClickAsync();
        await Expect(visitor.Find("item-route")).ToHaveTextAsync("负责该社群 1/5");
        await visitor.Find("break-start").ClickAsync();
        await visitor.Find("break-end").ClickAsync();
        await Expect(visitor.Find("break-start")).ToBeVisibleAsync();
        await visitor.Find("due-filter").SelectOptionAsync("escalated");
        await Expect(visitor.Find("inbox-item")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Of_two_who_plan_the_same_colleague_the_later_is_told_and_chooses()
    {
        var lead = await bench.CommunityAsync("lead");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/duty");
        await visitor.Find("duty-row").ClickAsync();
        await Expect(visitor.Find("capacity")).ToHaveValueAsync("20");
        await bench.Duty(lead.Brand).PutDutyAsync(new PutDutyRequest { OperatorId = lead.OperatorId, Plan = new DutyPlan { Zone = "Asia/Shanghai", Capacity = 3 } });
        await visitor.Find("capacity").FillAsync("8");
        await visitor.Find("duty-save").ClickAsync();
        await Expect(visitor.Find("changed-meanwhile")).ToBeVisibleAsync();
        await visitor.Find("keep-mine").ClickAsync();
        await Expect(visitor.Find("duty-said")).ToBeVisibleAsync();
        await visitor.Find("duty-row").ClickAsync();
        await Expect(visitor.Find("capacity")).ToHaveValueAsync("8");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Who_does_not_lead_sees_their_own_plan_only_also_on_a_phone()
    {
        var community = await bench.CommunityAsync();
        await bench.ColleagueAsync(community, "王芳");
        await using var visitor = await bench.VisitorAsync(390, 780);
        await visitor.SignInAsync(community.Login, path: "/duty");
        await Expect(visitor.Find("duty-row")).ToHaveCountAsync(1);
        await Expect(visitor.Find("nav-duty")).ToHaveCountAsync(0);
        await visitor.Find("duty-row").ClickAsync();
        await Expect(visitor.Find("shift-1")).ToBeDisabledAsync();
        await Expect(visitor.Find("duty-save")).ToHaveCountAsync(0);
        await visitor.Find("close").ClickAsync();
        await visitor.Find("view-rules").ClickAsync();
        await Expect(visitor.Find("certificate")).ToBeDisabledAsync();
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        Assert.Empty(visitor.Complaints);
    }
}
