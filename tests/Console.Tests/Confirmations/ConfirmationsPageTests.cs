using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Confirmations;

[Collection(BenchCollection.Name)]
public sealed class ConfirmationsPageTests(ConsoleBench bench)
{
    [Fact]
    public async Task What_waits_is_under_the_name_of_whose_tap_is_missing()
    {
        var community = await bench.CommunityAsync("lead");
        await bench.LedgerAsync(community);
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/confirmations");
        await Expect(visitor.Find("employee")).ToContainTextAsync("wangli");
        await Expect(visitor.Find("confirmation-row")).ToContainTextAsync("周末买一送一");
        await Expect(visitor.Find("confirmation-row")).ToContainTextAsync("1/1");
        await visitor.Find("confirmation-row").ClickAsync();
        await Expect(visitor.Find("command-state")).ToHaveAttributeAsync("data-state", "dispatched");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task An_operator_whom_nobody_has_linked_is_told_whom_to_ask_and_may_look_at_everybodys()
    {
        var community = await bench.CommunityAsync();
        await bench.LedgerAsync(community);
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/confirmations");
        await Expect(visitor.Find("empty")).ToContainTextAsync("请组长");
        await Expect(visitor.Find("confirmation-row")).ToHaveCountAsync(0);
        await Expect(visitor.Find("who-is-who")).ToHaveCountAsync(0);
        await visitor.Find("show-all").ClickAsync();
        await Expect(visitor.Find("confirmation-row")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task An_operator_sees_what_waits_for_their_own_tap_and_not_a_colleagues()
    {
        var community = await bench.CommunityAsync();
        await bench.LedgerAsync(community);
        await bench.LinkAsync(community, "zhangsan");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/confirmations");
        await Expect(visitor.Find("empty")).ToContainTextAsync("下一步");

        await bench.LinkAsync(community, "wangli");
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Find("confirmation-row")).ToContainTextAsync("周末买一送一");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_lead_says_who_is_who_and_sees_then_what_is_their_own()
    {
        var community = await bench.CommunityAsync("lead");
        await bench.AccountAsync(community, "饱乐星企业微信");
        await bench.LedgerAsync(community);
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/confirmations");
        await visitor.Find("who-is-who").ClickAsync();
        await Expect(visitor.Find("links").Or(visitor.Find("error-bar"))).ToBeVisibleAsync();
        await Expect(visitor.Find("error-bar")).ToHaveCountAsync(0);
        await visitor.Find("link-user").FillAsync("wangli");
        await visitor.Find("link-user").BlurAsync();
        await Expect(visitor.Find("link-saved")).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.Find("whose").SelectOptionAsync("mine");
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("我的今日待确认");
        await Expect(visitor.Find("confirmation-row")).ToHaveCountAsync(1);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task When_nothing_waits_the_page_says_where_to_go_on()
    {
        var community = await bench.CommunityAsync("lead");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/confirmations");
        await Expect(visitor.Find("empty")).ToContainTextAsync("下一步");
        await visitor.Find("empty").Locator("a[href='/ledger']").ClickAsync();
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("发送台账");
    }
}
