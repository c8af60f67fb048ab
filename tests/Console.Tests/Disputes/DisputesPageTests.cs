using Microsoft.Playwright;
using Steward.Console.Language;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Disputes;

[Collection(BenchCollection.Name)]
public sealed class DisputesPageTests(ConsoleBench bench)
{
    [Fact]
    public async Task A_complaint_is_registered_and_goes_through_the_whole_protocol()
    {
        var community = await bench.CommunityAsync();
        await bench.ReachAsync(community);
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/disputes");
        await Expect(visitor.Find("empty")).ToContainTextAsync("没有待处理的投诉");
        await visitor.Find("register").ClickAsync();
        await visitor.Find("member-pick").CheckAsync();
        await visitor.Find("register-text").FillAsync("收到的牛奶是坏的");
        await visitor.Find("register-confirm").ClickAsync();
        await Expect(visitor.Find("said")).ToContainTextAsync("已登记");
        await Expect(visitor.Find("complaint-row")).ToContainTextAsync("收到的牛奶是坏的");

        // The pane is open at the first step, with words to send; the gate is asked before they go.
        await Expect(visitor.Find("step-form")).ToHaveAttributeAsync("data-step", "first-response");
        await Expect(visitor.Find("mention")).ToHaveValueAsync("=爱吃薯条");
        await visitor.Find("step-text").FillAsync("我们是全国第一品牌");
        await Expect(visitor.Find("compliance")).ToBeVisibleAsync();
        await visitor.Find("step-go").ClickAsync();
        await Expect(visitor.Find("step-form")).ToHaveAttributeAsync("data-step", "first-response");
        await visitor.Find("step-text").FillAsync("您好，我们马上核实");
        await visitor.Find("step-go").ClickAsync();
        await Expect(Step(visitor, "first-response")).ToHaveAttributeAsync("data-state", "sent");

        // The next step by the keyboard; while the first waits for its outcome it can be written down by hand.
        await Expect(visitor.Find("step-form")).ToHaveAttributeAsync("data-step", "private-calming");
        await visitor.Page.Locator("[data-testid=way][data-way=by-hand]").ClickAsync();
        await visitor.Find("step-text").FillAsync("电话里已安抚");
        await visitor.ListeningAsync();
        await visitor.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(Step(visitor, "private-calming")).ToHaveAttributeAsync("data-state", "done");
        await Expect(visitor.Find("step-form")).ToHaveAttributeAsync("data-step", "ticket");
        await visitor.Find("step-text").FillAsync("品牌没有系统");
        await visitor.Find("step-go").ClickAsync();
        await Expect(Step(visitor, "ticket")).ToHaveAttributeAsync("data-state", "done");

        await Expect(visitor.Find("resolve-form")).ToBeVisibleAsync();
        await Expect(visitor.Find("resolve")).ToBeDisabledAsync();
        await Step(visitor, "first-response").GetByTestId("choose-step").ClickAsync();
        await visitor.Find("step-text").FillAsync("群里已经回复");
        await visitor.Find("step-go").ClickAsync();
        await visitor.Find("resolve-outcome").SelectOptionAsync("compensated");
        await visitor.Find("resolve-text").FillAsync("补发一箱");
        await visitor.Find("resolve").ClickAsync();
        await Expect(visitor.Find("complaint-state")).ToHaveAttributeAsync("data-state", "resolved");
        await visitor.Find("rate").SelectOptionAsync("5");
        await Expect(visitor.Page.Locator("[data-testid=entry][data-kind=satisfaction]")).ToHaveCountAsync(1);
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Page.Locator(".modal")).ToHaveCountAsync(0);
        await Expect(visitor.Find("complaint-row")).ToHaveCountAsync(0);

        await visitor.Find("state-filter").SelectOptionAsync("resolved");
        await Expect(visitor.Find("complaint-row")).ToContainTextAsync("已补偿");
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Find("export").ClickAsync());
        Assert.Equal("complaints.csv", download.SuggestedFilename);
        Assert.Contains("收到的牛奶是坏的", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task What_is_overdue_is_counted_by_step_and_found_by_its_address()
    {
        var community = await bench.CommunityAsync();
        await bench.ComplainAsync(community, "快递丢了", TimeSpan.FromMinutes(20));
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/disputes?overdue=1&step=ticket");
        await Expect(visitor.Find("empty")).ToContainTextAsync("没有符合条件的结果");
        await Expect(visitor.Find("open-count")).ToContainTextAsync("超时 1");
        await visitor.Find("overdue-step").ClickAsync();
        await Expect(visitor.Find("complaint-row")).ToContainTextAsync("快递丢了");
        Assert.Contains("step=first-response", visitor.Page.Url, StringComparison.Ordinal);

        // The rates are read when somebody looks; against no members there is none.
        await visitor.Find("rates").Locator("summary").ClickAsync();
        await Expect(visitor.Find("rate-day")).ToHaveCountAsync(7);
        await Expect(visitor.Find("rate-kind")).ToHaveTextAsync("产品 1");
        await Expect(visitor.Find("rate-total")).ToContainTextAsync("1 起，每千成员·日 –");

        // n opens what is due first; taken, it is mine.
        await visitor.ListeningAsync();
        await visitor.Page.Keyboard.PressAsync("n");
        await visitor.Find("take").ClickAsync();
        await Expect(visitor.Find("give-back")).ToBeVisibleAsync();
        await visitor.Find("note-text").FillAsync("已联系仓库");
        await visitor.Find("add-note").ClickAsync();
        await Expect(visitor.Page.Locator("[data-testid=entry][data-kind=note]")).ToContainTextAsync("已联系仓库");
        Assert.Empty(visitor.Complaints);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_is_wider_than_a_telephone(bool english)
    {
        var community = await bench.CommunityAsync("lead");
        await bench.ComplainAsync(community, new string('长', 300), TimeSpan.FromHours(30));
        await using var visitor = await bench.VisitorAsync(390, 780);
        await visitor.SignInAsync(community.Login, path: "/disputes");
        await Expect(visitor.Find("complaint-row")).ToBeVisibleAsync();
        if (english) { await visitor.Find("lang-switch").ClickAsync(); }

        await Expect(visitor.Find("complaint-row")).ToContainTextAsync(english ? "Product" : "产品");
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        await visitor.Find("complaint-row").ClickAsync();
        await Expect(visitor.Find("step-form")).ToBeVisibleAsync();
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth && document.querySelector('.modal').scrollWidth <= window.innerWidth"));
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Rules_are_put_in_force_with_their_versions_and_an_operator_only_reads_them()
    {
        var lead = await bench.CommunityAsync("lead");
        await using var visitor = await bench.VisitorAsync(390, 780);
        await visitor.SignInAsync(lead.Login, path: "/disputes");
        await visitor.Find("dispute-rules").ClickAsync();
        await Expect(visitor.Find("rule-first-response")).ToHaveValueAsync("10");
        await visitor.Find("rule-first-response").FillAsync("马上");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Find("discard")).ToBeVisibleAsync();
        await visitor.Page.Locator(".discard button").First.ClickAsync();
        await visitor.Find("rule-automatic").FillAsync("很");
        await visitor.Find("rules-put").ClickAsync();
        await Expect(visitor.Find("rule-mistake")).ToHaveCountAsync(2);
        await visitor.Find("rule-first-response").FillAsync("0");
        await visitor.Find("rule-automatic").FillAsync("92.5");
        await visitor.Find("rules-put").ClickAsync();
        await Expect(visitor.Find("error-bar")).ToContainTextAsync("1 到 10,080");
        await visitor.Find("rule-first-response").FillAsync("5");
        await visitor.Find("rule-systems").FillAsync("飞书\n\n 企微工单 ");
        await visitor.Find("rules-put").ClickAsync();
        await Expect(visitor.Find("rule-version")).ToContainTextAsync("群内首次响应 5 分钟");
        await Expect(visitor.Find("rule-systems")).ToHaveValueAsync("飞书\n企微工单");
        await Expect(visitor.Find("rule-automatic")).ToHaveValueAsync("92.5");
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));

        var community = await bench.CommunityAsync();
        await using var reader = await bench.VisitorAsync();
        await reader.SignInAsync(community.Login, path: "/disputes");
        await reader.Find("dispute-rules").ClickAsync();
        await Expect(reader.Find("rule-first-response")).ToBeDisabledAsync();
        await Expect(reader.Find("rules-put")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public void Words_are_offered_where_something_is_said() =>
        Assert.All(Texts.DisputeSteps, step => Assert.Equal(step is "first-response" or "private-calming", Texts.OfferedWords(step).Length > 0));

    private static ILocator Step(Visitor visitor, string step) => visitor.Page.Locator($"[data-testid=step][data-step={step}]");
}
