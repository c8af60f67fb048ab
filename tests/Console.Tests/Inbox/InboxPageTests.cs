using System.Diagnostics;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Inbox;

[Collection(BenchCollection.Name)]
public sealed class InboxPageTests(ConsoleBench bench)
{
    [Fact]
    public async Task A_new_question_appears_without_reload_and_its_answer_waits_for_the_channel()
    {
        var community = await bench.CommunityAsync();
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login);
        await Expect(visitor.Find("empty").First).ToBeVisibleAsync();

        await bench.AskAsync(community, "生日券怎么领？", "打开小程序，点“我的券”。");
        await Expect(visitor.Find("inbox-item")).ToContainTextAsync("生日券怎么领？");
        await Expect(visitor.Find("inbox-item")).ToContainTextAsync("人民广场店 1 群");
        await Expect(visitor.Find("nav-inbox-count")).ToHaveTextAsync("1");

        await visitor.Find("inbox-item").ClickAsync();
        await Expect(visitor.Find("item-state")).ToHaveAttributeAsync("data-state", "open");
        await visitor.ListeningAsync();
        await visitor.Page.Keyboard.PressAsync("Control+1");
        await Expect(visitor.Find("answer-box")).ToHaveValueAsync("打开小程序，点“我的券”。");
        await visitor.Find("answer-box").PressAsync("Control+Enter");
        await Expect(visitor.Find("item-state")).ToHaveAttributeAsync("data-state", "answering");

        var sent = await bench.SentAsync(community.Brand);
        Assert.Equal("打开小程序，点“我的券”。", sent.Text);
        Assert.Equal(community.OperatorId, sent.RequestedBy);
        await bench.ConfirmAsync(sent);
        await Expect(visitor.Find("item-state")).ToHaveAttributeAsync("data-state", "resolved");
        await Expect(visitor.Find("inbox-item")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_new_question_is_seen_within_a_second()
    {
        var community = await bench.CommunityAsync();
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login);
        await bench.AskAsync(community, "warm-up?");
        await Expect(visitor.Find("inbox-item")).ToHaveCountAsync(1);

        var asked = Stopwatch.GetTimestamp();
        await bench.AskAsync(community, "几点开门？");
        await Expect(visitor.Find("inbox-item")).ToHaveCountAsync(2);
        // Generous beyond the goal of one second: the machine that runs the tests is shared.
        Assert.InRange(Stopwatch.GetElapsedTime(asked), TimeSpan.Zero, TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task An_operator_of_another_brand_sees_nothing_of_it()
    {
        var community = await bench.CommunityAsync();
        var other = await bench.CommunityAsync();
        await using var stranger = await bench.VisitorAsync();
        await stranger.SignInAsync(other.Login);
        await stranger.Find("whose-all").ClickAsync();
        await bench.AskAsync(community, "这是别家的问题？");
        await bench.AskAsync(other, "这是自家的问题？");
        await Expect(stranger.Find("inbox-item")).ToContainTextAsync("这是自家的问题？");
        await Expect(stranger.Find("inbox-item")).ToHaveCountAsync(1);
        await stranger.Page.ReloadAsync();
        await stranger.Find("whose-all").ClickAsync();
        await Expect(stranger.Find("inbox-item")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Closing_asks_first_and_keeps_the_note()
    {
        var community = await bench.CommunityAsync();
        await bench.AskAsync(community, "有人吗？");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login);
        await visitor.Find("inbox-item").ClickAsync();
        await visitor.Find("item-close").ClickAsync();
        await visitor.Find("close-note").FillAsync("闲聊");
        await visitor.Find("close-confirm").ClickAsync();
        await Expect(visitor.Find("item-state")).ToHaveAttributeAsync("data-state", "resolved");
        await Expect(visitor.Find("item-pane")).ToContainTextAsync("闲聊");
    }

    [Fact]
    public async Task An_item_is_taken_and_given_back_and_an_answer_too_long_for_the_channel_cannot_be_sent()
    {
        var community = await bench.CommunityAsync();
        await bench.AskAsync(community, "可以开发票吗？");
        await using var first = await bench.VisitorAsync();
        await first.SignInAsync(community.Login);
        await first.Find("inbox-item").ClickAsync();
        await first.Find("item-claim").ClickAsync();
        await Expect(first.Find("item-state")).ToHaveAttributeAsync("data-state", "claimed");
        await first.Find("answer-box").FillAsync(new string('好', 1334));
        await Expect(first.Find("answer-send")).ToBeDisabledAsync();
        await first.Find("item-release").ClickAsync();
        await Expect(first.Find("item-state")).ToHaveAttributeAsync("data-state", "open");
    }
}
