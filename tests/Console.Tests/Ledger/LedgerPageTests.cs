using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Ledger;

[Collection(BenchCollection.Name)]
public sealed class LedgerPageTests(ConsoleBench bench)
{
    [Fact]
    public async Task The_reason_of_a_block_and_the_moment_it_opens_are_in_the_list_and_its_story_beside_it()
    {
        var community = await bench.CommunityAsync();
        var rows = await bench.LedgerAsync(community);
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/ledger");
        await Expect(visitor.Find("command-row")).ToHaveCountAsync(3);
        await Expect(visitor.Find("count-blocked")).ToContainTextAsync("1");
        await visitor.Find("count-blocked").ClickAsync();
        await Expect(visitor.Find("command-row")).ToHaveCountAsync(1);
        await Expect(visitor.Find("hold")).ToContainTextAsync("配额用完");
        await Expect(visitor.Find("hold")).ToContainTextAsync("开放");

        await visitor.Page.Locator($"[data-id='{rows.Held}']").ClickAsync();
        await Expect(visitor.Find("hold-why")).ToContainTextAsync("Asia/Shanghai");
        await Expect(visitor.Find("history")).ToContainTextAsync("配额“每群群发”每月的 30 次已用完，2030-01-01 00:00 开放");
        await Expect(visitor.Find("command-groups")).ToBeVisibleAsync();
        await Expect(visitor.Find("cancel-command")).ToBeDisabledAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_lead_stops_a_send_after_being_asked_and_the_ledger_keeps_why()
    {
        var community = await bench.CommunityAsync("lead");
        var rows = await bench.LedgerAsync(community);
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/ledger");
        await visitor.Page.Locator($"[data-id='{rows.Held}']").ClickAsync();
        await visitor.Find("cancel-command").ClickAsync();
        await visitor.Find("cancel-reason").FillAsync("价格写错了");
        await visitor.Find("cancel-confirm").ClickAsync();
        await Expect(visitor.Find("command-state")).ToHaveAttributeAsync("data-state", "failed");
        await Expect(visitor.Find("history")).ToContainTextAsync("停止：价格写错了");
        await Expect(visitor.Find("command-why")).Not.ToContainTextAsync("cancelled");
        await Expect(visitor.Find("cancel-command")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_ledger_is_exported_as_it_is_filtered()
    {
        var community = await bench.CommunityAsync();
        await bench.LedgerAsync(community);
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/ledger?state=blocked");
        await Expect(visitor.Find("command-row")).ToHaveCountAsync(1);
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Find("export").ClickAsync());
        Assert.Equal("ledger.csv", download.SuggestedFilename);
        var text = await File.ReadAllTextAsync(await download.PathAsync());
        Assert.Contains("'=明天的早安", text, StringComparison.Ordinal);
        Assert.DoesNotContain("周末买一送一", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_brands_ledger_is_empty_here()
    {
        await bench.LedgerAsync(await bench.CommunityAsync());
        var other = await bench.CommunityAsync();
        await using var stranger = await bench.VisitorAsync();
        await stranger.SignInAsync(other.Login, path: "/ledger");
        await Expect(stranger.Find("empty")).ToContainTextAsync("还没有发送记录");
    }
}
