using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Confirmations;

[Collection(BenchCollection.Name)]
public sealed class ConfirmationsPageTests(ConsoleBench bench)
{
    [Fact]
    public async Task What_waits_is_under_the_name_of_whose_tap_is_missing()
    {
        var community = await bench.CommunityAsync();
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
    public async Task When_nothing_waits_the_page_says_where_to_go_on()
    {
        var community = await bench.CommunityAsync();
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/confirmations");
        await Expect(visitor.Find("empty")).ToContainTextAsync("下一步");
        await visitor.Find("empty").Locator("a[href='/ledger']").ClickAsync();
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("发送台账");
    }
}
