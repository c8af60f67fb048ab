using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Accounts;

[Collection(BenchCollection.Name)]
public sealed class AccountsPageTests(ConsoleBench bench)
{
    [Fact]
    public async Task Health_is_for_administrators_and_an_operator_is_told_so()
    {
        var community = await bench.CommunityAsync();
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/accounts");
        await Expect(visitor.Find("admins-only")).ToBeVisibleAsync();
        await Expect(visitor.Find("account-row")).ToHaveCountAsync(1);
        await Expect(visitor.Find("health")).ToHaveCountAsync(0);
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
