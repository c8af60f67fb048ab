using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Inbox;

[Collection(BenchCollection.Name)]
public sealed class HandOverTests(ConsoleBench bench)
{
    [Fact]
    public async Task At_the_end_of_a_shift_everything_goes_to_a_colleague_who_reads_why()
    {
        var me = await bench.CommunityAsync();
        var colleague = await bench.ColleagueAsync(me, "王小雪");
        await bench.AskAsync(me, "生日券怎么领？");
        await bench.AskAsync(me, "蛋糕可以加名字吗？");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(me.Login);
        await Expect(visitor.Find("inbox-item")).ToHaveCountAsync(2);

        // One by the keyboard, with a word; then the shift ends.
        await visitor.Find("inbox-item").Filter(new LocatorFilterOptions { HasText = "蛋糕" }).ClickAsync();
        await Expect(visitor.Find("item-state")).ToHaveAttributeAsync("data-state", "open");
        await visitor.Find("item-claim").ClickAsync();
        await Expect(visitor.Find("item-state")).ToHaveAttributeAsync("data-state", "claimed");
        await visitor.Find("item-hand-over").ClickAsync();
        await visitor.Find("hand-to").SelectOptionAsync(new SelectOptionValue { Label = "王小雪" });
        await visitor.Find("hand-note").FillAsync("等店长回复能否加名字");
        await visitor.Find("hand-confirm").ClickAsync();
        await Expect(visitor.Find("inbox-item")).ToHaveCountAsync(1);
        await visitor.Find("end-shift").ClickAsync();
        await visitor.Find("hand-to").SelectOptionAsync(new SelectOptionValue { Label = "王小雪" });
        await visitor.Find("hand-confirm").ClickAsync();
        await Expect(visitor.Find("inbox-said")).ToContainTextAsync("已转交 1 个问题给 王小雪");
        await Expect(visitor.Find("inbox-item")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Complaints);

        await using var next = await bench.VisitorAsync();
        await next.SignInAsync(colleague);
        await Expect(next.Find("inbox-item")).ToHaveCountAsync(2);
        await next.Find("inbox-item").Filter(new LocatorFilterOptions { HasText = "蛋糕" }).ClickAsync();
        await Expect(next.Find("handed-by")).ToHaveTextAsync("李小雨 转交：等店长回复能否加名字");
        Assert.Empty(next.Complaints);
    }

    [Fact]
    public async Task What_is_put_off_leaves_the_list_and_is_found_again()
    {
        var me = await bench.CommunityAsync();
        await bench.AskAsync(me, "生日券怎么领？");
        await using var visitor = await bench.VisitorAsync(390, 780);
        await visitor.SignInAsync(me.Login);
        await visitor.Find("inbox-item").ClickAsync();
        await visitor.Find("item-snooze").SelectOptionAsync("30");
        await Expect(visitor.Find("item-state")).ToHaveAttributeAsync("data-state", "claimed");
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        await visitor.Page.Locator(".back").ClickAsync();
        await Expect(visitor.Find("inbox-item")).ToHaveCountAsync(0);
        await visitor.Find("show-snoozed").CheckAsync();
        await Expect(visitor.Find("inbox-item")).ToContainTextAsync("推迟到");
        Assert.Empty(visitor.Complaints);
    }
}
