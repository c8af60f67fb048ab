using Steward.Contracts.Content.V1;
using Steward.Testing;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Knowledge;

[Collection(BenchCollection.Name)]
public sealed class KnowledgeThresholdsTests(ConsoleBench bench)
{
    [Fact]
    public async Task A_lead_sees_what_thresholds_would_do_before_they_hold_and_an_operator_only_reads_them()
    {
        var me = await bench.CommunityAsync("lead");
        await bench.KnowAsync(me, ("门店几点开门?", "每天 10:00 开门。"), ("可以开发票吗?", "可以，小程序里申请。"));
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(me.Login, path: "/knowledge");
        await visitor.Find("knowledge-thresholds").ClickAsync();
        await Expect(visitor.Find("preview-none")).ToBeVisibleAsync();
        await visitor.Find("close").ClickAsync();

        await bench.QuestionsAsync(me, "门店几点开门", "可以开发票吗", "昨天的球赛谁赢了");
        var totals = new GetKnowledgeTotalsRequest { BrandId = me.Brand.ToString() };
        await Eventually.TrueAsync(async () => (await bench.Knowledge(me.Brand).GetKnowledgeTotalsAsync(totals)).Questions == 3, ConsoleBench.Patience, "the questions are counted");
        await visitor.Find("knowledge-thresholds").ClickAsync();
        await Expect(visitor.Find("preview-answered")).ToHaveTextAsync("2");
        await WriteAsync(visitor, "knowledge-answer", "很高");
        await WriteAsync(visitor, "knowledge-suggest", "0");
        await Expect(visitor.Find("knowledge-mistake")).ToContainTextAsync("自动回答");
        await WriteAsync(visitor, "knowledge-answer", "1");
        await WriteAsync(visitor, "knowledge-margin", "0.2");
        await Expect(visitor.Find("preview-suggested")).ToHaveTextAsync("3");
        await Expect(visitor.Find("preview-silent")).ToHaveTextAsync("0");
        await Expect(visitor.Find("voice-preview")).ToContainTextAsync("的朋友看这里");
        await visitor.Find("voice-opening").FillAsync("亲，您问的「{question}」：");
        await visitor.Find("voice-closing").FillAsync("饱乐星小助手{");
        await Expect(visitor.Find("voice-preview")).ToContainTextAsync("亲，您问的「几点开门」：");
        await visitor.Find("knowledge-settings-put").ClickAsync();
        await Expect(visitor.Find("error-bar")).ToContainTextAsync("花括号");
        await visitor.Find("voice-closing").FillAsync("饱乐星小助手");
        await visitor.Find("knowledge-settings-put").ClickAsync();
        await Expect(visitor.Find("knowledge-settings-version")).ToContainTextAsync("1 起自动回答");
        await Expect(visitor.Find("knowledge-settings-version")).ToContainTextAsync("饱乐星小助手");
        Assert.Empty(visitor.Complaints);

        var colleague = await bench.ColleagueAsync(me, "王小明");
        await using var reader = await bench.VisitorAsync();
        await reader.SignInAsync(colleague, path: "/knowledge");
        await reader.Find("knowledge-thresholds").ClickAsync();
        await Expect(reader.Find("knowledge-answer")).ToHaveValueAsync("1");
        await Expect(reader.Find("knowledge-answer")).ToBeDisabledAsync();
        await Expect(reader.Find("knowledge-settings-put")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Who_saves_second_is_told_what_the_first_has_set()
    {
        var me = await bench.CommunityAsync("lead");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(me.Login, path: "/knowledge");
        await visitor.Find("knowledge-thresholds").ClickAsync();
        await Expect(visitor.Find("knowledge-answer")).ToHaveValueAsync("0.45");
        await bench.KnowledgeSettings(me.Brand).PutKnowledgeSettingsAsync(new PutKnowledgeSettingsRequest { BrandId = me.Brand.ToString(), Settings = new KnowledgeSettings { AnswerFrom = 0.7, SuggestFrom = 0.1, Margin = 0.05 } });

        await WriteAsync(visitor, "knowledge-answer", "0.6");
        await visitor.Find("knowledge-settings-put").ClickAsync();
        await Expect(visitor.Find("changed-meanwhile")).ToBeVisibleAsync();
        await visitor.Find("keep-mine").ClickAsync();

        await Expect(visitor.Find("knowledge-settings-version")).ToHaveCountAsync(2);
        await Expect(visitor.Find("knowledge-settings-version").First).ToContainTextAsync("0.6 起自动回答");
        Assert.Empty(visitor.Complaints);
    }

    // A box tells what was written when it is left.
    private static async Task WriteAsync(Visitor visitor, string box, string text)
    {
        await visitor.Find(box).FillAsync(text);
        await visitor.Find(box).PressAsync("Tab");
    }
}
