using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Shared;

[Collection(BenchCollection.Name)]
public sealed class FilteredPageTests(ConsoleBench bench)
{
    [Fact]
    public async Task What_is_chosen_stands_in_the_address_and_a_reload_and_the_way_back_keep_it()
    {
        var community = await bench.CommunityAsync();
        await bench.LedgerAsync(community);
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/ledger");
        await Expect(visitor.Find("command-row")).ToHaveCountAsync(3);
        await visitor.Find("kind-filter").SelectOptionAsync("remove");
        await Expect(visitor.Find("command-row")).ToHaveCountAsync(1);
        await visitor.Find("from").FillAsync("2026-01-02");
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("from=2026-01-02&kind=remove"));

        await visitor.Page.ReloadAsync();
        await Expect(visitor.Find("kind-filter")).ToHaveValueAsync("remove");
        await Expect(visitor.Find("from")).ToHaveValueAsync("2026-01-02");
        await Expect(visitor.Find("command-row")).ToHaveCountAsync(1);

        await visitor.Find("nav-tasks").ClickAsync();
        await Expect(visitor.Find("tasks")).ToBeVisibleAsync();
        await visitor.Page.GoBackAsync();
        await Expect(visitor.Find("kind-filter")).ToHaveValueAsync("remove");

        // The page's own link begins anew.
        await visitor.Find("nav-ledger").ClickAsync();
        await Expect(visitor.Find("kind-filter")).ToHaveValueAsync("");
        await Expect(visitor.Find("command-row")).ToHaveCountAsync(3);
        Assert.Empty(visitor.Complaints);
    }

    [Theory]
    [InlineData("/ledger?state=nonsense&kind=x&brand=another&from=2026-02-30&account=y", "command-row", 3)]
    [InlineData("/tasks?state=nonsense&kind=x&brand=another", "task-row", 1)]
    [InlineData("/confirmations?whose=everybody&brand=another", "confirmation-row", 1)]
    public async Task An_address_that_asks_for_what_there_is_not_shows_what_there_is(string address, string row, int count)
    {
        var community = await bench.CommunityAsync("lead");
        await bench.LedgerAsync(community);
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: address);
        await Expect(visitor.Find(row)).ToHaveCountAsync(count);
        await Expect(visitor.Find("error-bar")).ToHaveCountAsync(0);
    }
}
