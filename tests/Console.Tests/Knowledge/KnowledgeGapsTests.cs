using Steward.Contracts.Content.V1;
using Steward.Testing;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Knowledge;

[Collection(BenchCollection.Name)]
public sealed class KnowledgeGapsTests(ConsoleBench bench)
{
    [Fact]
    public async Task What_people_had_to_answer_becomes_an_entry_and_the_report_tells_what_it_answers()
    {
        var me = await bench.CommunityAsync("lead");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(me.Login, path: "/knowledge?view=gaps");
        await Expect(visitor.Find("empty")).ToContainTextAsync("没有缺口");
        await AskedAsync(me, 3, "停车场在哪里?", "哪里有停车场", "昨天的球赛谁赢了");

        await visitor.Find("gap-days").SelectOptionAsync("30");
        await Expect(visitor.Find("gap")).ToHaveCountAsync(2);
        var gap = visitor.Find("gap").Filter(new() { HasText = "停车场" });
        await gap.GetByTestId("gap-draft").ClickAsync();
        await Expect(visitor.Find("entry-paraphrases")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("停车场"));
        await visitor.Find("entry-answer").FillAsync("地下二层。");
        await visitor.Find("ask-review").ClickAsync();
        await Expect(visitor.Find("drafted-gap")).ToContainTextAsync("待审核");
        await Expect(visitor.Find("gap")).ToHaveCountAsync(1);

        await visitor.Find("drafted-gap").ClickAsync();
        await visitor.Find("approve").ClickAsync();
        await Expect(visitor.Find("drafted-gap")).ToContainTextAsync("启用中");
        await AskedAsync(me, 5, "停车场在哪里呀", "请问停车场在哪里");
        await visitor.Find("gap-days").SelectOptionAsync("14");
        await Expect(visitor.Find("answered-since")).ToHaveTextAsync("2");
        await visitor.Find("view-entries").ClickAsync();
        await Expect(visitor.Find("entry-row")).ToContainTextAsync("停车场");
        Assert.Empty(visitor.Complaints);
    }

    private async Task AskedAsync(Community me, int total, params string[] texts)
    {
        await bench.QuestionsAsync(me, texts);
        var totals = new GetKnowledgeTotalsRequest { BrandId = me.Brand.ToString() };
        await Eventually.TrueAsync(async () => (await bench.Knowledge(me.Brand).GetKnowledgeTotalsAsync(totals)).Questions == total, ConsoleBench.Patience, "the questions are counted");
    }
}
