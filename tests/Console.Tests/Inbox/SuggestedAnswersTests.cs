using System.Globalization;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Inbox;

[Collection(BenchCollection.Name)]
public sealed class SuggestedAnswersTests(ConsoleBench bench)
{
    [Fact]
    public async Task A_suggestion_is_edited_sent_confirmed_and_learnt()
    {
        var me = await bench.CommunityAsync();
        await bench.KnowAsync(me, ("茶馆几点开门?", "每天 10:00 开门。"), ("包间怎么预订?", "小程序里点「订包间」即可。"), ("可以带狗进店吗?", "露台座位欢迎小型犬。"));
        await bench.AskAsync(me, "茶馆的大门几点打开呢");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(me.Login);
        await visitor.Find("inbox-item").ClickAsync();
        await Expect(visitor.Find("suggestion").First).ToContainTextAsync("每天 10:00 开门。");
        await Expect(visitor.Find("suggestion-why").First).ToContainTextAsync("像「茶馆几点开门?」");
        var before = await ScoreAsync(visitor);

        await visitor.ListeningAsync();
        await visitor.Page.Keyboard.PressAsync("Control+1");
        await Expect(visitor.Find("answer-box")).ToHaveValueAsync("每天 10:00 开门。");
        await Expect(visitor.Find("learn")).ToHaveAttributeAsync("data-use", "accepted");
        await visitor.Find("answer-box").FillAsync("亲，每天 10:00 开门哦。");
        await Expect(visitor.Find("learn")).ToHaveAttributeAsync("data-use", "edited");
        await visitor.Find("answer-box").PressAsync("Control+Enter");
        await Expect(visitor.Find("item-state")).ToHaveAttributeAsync("data-state", "answering");
        await bench.ConfirmAsync(await bench.SentAsync(me.Brand));
        await Expect(visitor.Find("learnt")).ToContainTextAsync("修改后采用");

        var lesson = await bench.LearntAsync(me.Brand);
        Assert.Equal(("茶馆的大门几点打开呢", "answers", "edited", me.OperatorId), (lesson.Text, lesson.Verdict, lesson.Source, lesson.TaughtBy));
        await bench.AskAsync(me, "请问茶馆大门几点打开");
        await visitor.Find("inbox-item").ClickAsync();
        await Expect(visitor.Find("suggestion").First).ToContainTextAsync("像「茶馆的大门几点打开呢」");
        await Expect(visitor.Find("suggestion").First).ToContainTextAsync("每天 10:00 开门。");
        Assert.True(await ScoreAsync(visitor) > before);
        await Expect(visitor.Find("past-answers")).ToContainTextAsync("同事回复过的类似问题（1）");
        await visitor.Find("past-answers").Locator("summary").ClickAsync();
        await visitor.Find("past-answer").ClickAsync();
        await Expect(visitor.Find("answer-box")).ToHaveValueAsync("亲，每天 10:00 开门哦。");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Nothing_is_learnt_when_the_switch_is_off()
    {
        var me = await bench.CommunityAsync();
        await bench.KnowAsync(me, ("茶馆几点开门?", "每天 10:00 开门。"), ("包间怎么预订?", "小程序里点「订包间」即可。"));
        await bench.AskAsync(me, "茶馆的大门几点打开呢");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(me.Login);
        await visitor.Find("inbox-item").ClickAsync();
        await Expect(visitor.Find("suggestion").First).ToContainTextAsync("每天 10:00 开门。");
        await visitor.Find("answer-box").FillAsync("请私信我们");
        await Expect(visitor.Find("learn")).ToHaveAttributeAsync("data-use", "rejected");
        await visitor.Find("learn-switch").UncheckAsync();
        await visitor.Find("answer-send").ClickAsync();
        await bench.ConfirmAsync(await bench.SentAsync(me.Brand));
        await Expect(visitor.Find("item-state")).ToHaveAttributeAsync("data-state", "resolved");
        await Expect(visitor.Find("learnt")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Ten_items_are_cleared_with_the_keyboard_only()
    {
        var me = await bench.CommunityAsync();
        await bench.KnowAsync(me, ("茶馆几点开门?", "每天 10:00 开门。"), ("包间怎么预订?", "小程序里点「订包间」即可。"));
        for (var number = 0; number < 10; number++) { await bench.AskAsync(me, number % 2 == 0 ? "茶馆的大门几点打开呢" : "麻烦问下包间怎么预订呢"); }

        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(me.Login);
        await Expect(visitor.Find("inbox-item")).ToHaveCountAsync(10);
        await visitor.ListeningAsync();
        var keys = visitor.Page.Keyboard;
        var answered = new HashSet<string>();
        for (var left = 10; left > 0; left--)
        {
            await keys.PressAsync("j");
            await keys.PressAsync("Enter");
            await Expect(visitor.Find("item-state")).ToHaveAttributeAsync("data-state", "open");
            await Expect(visitor.Find("suggestions")).ToHaveAttributeAsync("data-loaded", "true");
            await Expect(visitor.Find("answer-box")).ToBeFocusedAsync();
            Assert.True(answered.Add((await visitor.Find("item-pane").GetAttributeAsync("data-id"))!));
            await keys.PressAsync("Control+1");
            await Expect(visitor.Find("answer-box")).Not.ToHaveValueAsync("");
            await keys.PressAsync("Control+Enter");
            await Expect(visitor.Find("item-state")).ToHaveAttributeAsync("data-state", "answering");
            await bench.ConfirmAsync(await bench.SentAsync(me.Brand, answered.Count));
            await Expect(visitor.Find("item-state")).ToHaveAttributeAsync("data-state", "resolved");
            await Expect(visitor.Find("inbox-item")).ToHaveCountAsync(left - 1);
            // Out of the item: the list has the keyboard again.
            await keys.PressAsync("Escape");
        }

        Assert.Equal(10, answered.Count);
        Assert.Empty(visitor.Complaints);
    }

    private static async Task<double> ScoreAsync(Visitor visitor) =>
        double.Parse(await visitor.Find("suggestion").First.Locator(".score").InnerTextAsync(), CultureInfo.InvariantCulture);
}
