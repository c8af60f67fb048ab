using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Layout;

[Collection(BenchCollection.Name)]
public sealed class PagesTests(ConsoleBench bench)
{
    [Fact]
    public async Task A_service_that_is_down_is_named_and_the_other_pages_work()
    {
        var community = await bench.CommunityAsync();
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/conversions");
        await Expect(visitor.Find("error-bar").First).ToContainTextAsync("转化服务");
        await visitor.Find("nav-groups").ClickAsync();
        await Expect(visitor.Find("group-row")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_member_is_tagged_and_exported()
    {
        var community = await bench.CommunityAsync();
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/members");
        await visitor.Find("member-row").ClickAsync();
        await visitor.Find("new-tag").FillAsync("老客");
        await visitor.Find("add-tag").ClickAsync();
        await Expect(visitor.Find("member-tags")).ToContainTextAsync("老客");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Page.Locator(".modal")).ToHaveCountAsync(0);

        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Find("export").ClickAsync());
        Assert.Equal("members.csv", download.SuggestedFilename);
        var text = await File.ReadAllTextAsync(await download.PathAsync());
        Assert.Contains("'=爱吃薯条", text, StringComparison.Ordinal);
        Assert.Contains("老客", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lead_assigns_a_group_and_an_operator_cannot()
    {
        var lead = await bench.CommunityAsync("lead");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/groups");
        await visitor.Find("group-row").ClickAsync();
        await visitor.Find("assign-one").SelectOptionAsync(lead.OperatorId);
        await Expect(visitor.Find("group-row")).ToContainTextAsync("李小雨");

        var operatorOnly = await bench.CommunityAsync();
        await using var other = await bench.VisitorAsync();
        await other.SignInAsync(operatorOnly.Login, path: "/groups");
        await other.Find("group-row").ClickAsync();
        await Expect(other.Find("roster-link")).ToBeVisibleAsync();
        await Expect(other.Find("assign-one")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/groups")]
    [InlineData("/members")]
    [InlineData("/ledger")]
    [InlineData("/confirmations")]
    [InlineData("/tasks")]
    [InlineData("/accounts")]
    public async Task Nothing_is_wider_than_a_telephone(string path)
    {
        var community = await bench.CommunityAsync();
        await bench.AskAsync(community, "这是一个很长很长的问题，" + new string('长', 120));
        await bench.LedgerAsync(community);
        await using var visitor = await bench.VisitorAsync(390, 780);
        await visitor.SignInAsync(community.Login, path: path);
        await Expect(visitor.Find("operator-name")).ToBeVisibleAsync();
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        Assert.Empty(visitor.Complaints);
    }
}
