using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Accounts;

[Collection(BenchCollection.Name)]
public sealed class AccountsPageTests(ConsoleBench bench)
{
    [Fact]
    public async Task Health_is_for_administrators_and_an_operator_is_told_so()
    {
        var community = await bench.CommunityAsync();
        await bench.AccountAsync(community, "饱乐星企业微信");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/accounts");
        await Expect(visitor.Find("admins-only")).ToBeVisibleAsync();
        await Expect(visitor.Find("account-row")).ToHaveCountAsync(1);
        await Expect(visitor.Find("account-row")).ToContainTextAsync("饱乐星企业微信");
        await Expect(visitor.Find("health")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_quiet_archive_is_well_and_what_was_opened_later_is_told()
    {
        var community = await bench.CommunityAsync("admin");
        await bench.AccountAsync(community, "饱乐星企业微信");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/accounts");
        await Expect(visitor.Find("reopened")).ToContainTextAsync("补读 12 条");
        await Expect(visitor.Find("archive")).ToHaveClassAsync("level-fine");
        await visitor.Find("account-row").ClickAsync();
        await Expect(visitor.Find("reopened-count")).ToContainTextAsync("12");
    }

    [Fact]
    public async Task An_operator_reads_the_accounts_name_wherever_one_is_shown()
    {
        var community = await bench.CommunityAsync();
        await bench.AccountAsync(community, "饱乐星企业微信");
        await bench.LedgerAsync(community);
        await bench.LinkAsync(community, "wangli");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/ledger");
        await Expect(visitor.Find("command-row").First).ToContainTextAsync("饱乐星企业微信");
        await Expect(visitor.Find("account-filter")).ToContainTextAsync("饱乐星企业微信");
        await visitor.Find("nav-confirmations").ClickAsync();
        await Expect(visitor.Find("employee")).ToContainTextAsync("饱乐星企业微信");
        await visitor.Find("nav-tasks").ClickAsync();
        await visitor.Find("task-row").ClickAsync();
        await Expect(visitor.Find("task-pane")).ToContainTextAsync("饱乐星企业微信");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task An_administrator_without_accounts_is_told_how_one_is_connected()
    {
        var community = await bench.CommunityAsync("admin");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/accounts");
        await Expect(visitor.Find("empty")).ToContainTextAsync("还没有渠道账号");
        Assert.Empty(visitor.Complaints);
    }
}
