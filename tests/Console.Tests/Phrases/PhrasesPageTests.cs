using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Phrases;

[Collection(BenchCollection.Name)]
public sealed class PhrasesPageTests(ConsoleBench bench)
{
    [Fact]
    public async Task A_phrase_is_written_found_and_put_into_an_answer_with_its_variables_filled_in()
    {
        var me = await bench.CommunityAsync("lead");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(me.Login, path: "/phrases");
        await Expect(visitor.Find("empty")).ToBeVisibleAsync();
        await visitor.Find("phrase-add").ClickAsync();
        await visitor.Find("canned-shortcut").FillAsync("/fahuo");
        await visitor.Find("canned-title").FillAsync("发货时间");
        await visitor.Find("canned-text").FillAsync("{name}您好");
        await visitor.Find("canned-category").FillAsync("物流");
        await visitor.Find("canned-save").ClickAsync();
        await Expect(visitor.Find("error-bar")).ToContainTextAsync("{name}");
        await visitor.Find("canned-text").FillAsync("您好，{brand}的{operator}为您服务，「{group}」今天发货。");
        await visitor.Find("canned-save").ClickAsync();
        await Expect(visitor.Find("phrase-row")).ToContainTextAsync("/fahuo");
        await visitor.Find("phrase-row").ClickAsync();
        await visitor.Find("canned-title").FillAsync("什么时候发货");
        await visitor.Find("canned-save").ClickAsync();
        await Expect(visitor.Find("phrase-row")).ToContainTextAsync("什么时候发货");

        await bench.AskAsync(me, "东西什么时候寄出来？");
        await visitor.Find("nav-inbox").ClickAsync();
        await visitor.Find("inbox-item").ClickAsync();
        await Expect(visitor.Find("item-state")).ToHaveAttributeAsync("data-state", "open");
        await visitor.ListeningAsync();
        await visitor.Find("answer-box").PressSequentiallyAsync("/fa");
        await Expect(visitor.Find("phrase-option")).ToContainTextAsync("什么时候发货");
        await visitor.Find("answer-box").PressAsync("Enter");
        await Expect(visitor.Find("answer-box")).ToHaveValueAsync("您好，饱乐星的李小雨为您服务，「人民广场店 1 群」今天发货。");
        await Expect(visitor.Find("phrase-pick")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Complaints);
    }
}
