using Steward.Contracts.Content.V1;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Knowledge;

[Collection(BenchCollection.Name)]
public sealed class KnowledgeLessonsTests(ConsoleBench bench)
{
    [Fact]
    public async Task What_was_taught_is_seen_found_and_taken_back_by_a_lead()
    {
        var me = await bench.CommunityAsync("lead");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(me.Login, path: "/knowledge?view=lessons");
        await Expect(visitor.Find("empty")).ToContainTextAsync("收件箱");
        await bench.KnowAsync(me, ("门店几点开门?", "每天 10:00 开门。"));
        var entry = (await bench.Knowledge(me.Brand).ListEntriesAsync(new ListKnowledgeRequest { BrandId = me.Brand.ToString() })).Entries[0];
        await TeachAsync(me, "啥时候能进店", "answers", entry.EntryId);
        await TeachAsync(me, "明天下雨吗", "none", "");

        await visitor.Find("lesson-source").SelectOptionAsync("said");
        await Expect(visitor.Find("lesson")).ToHaveCountAsync(2);
        await visitor.Find("search").FillAsync("下雨");
        await Expect(visitor.Find("lesson")).ToHaveCountAsync(1);
        await Expect(visitor.Find("lesson")).ToContainTextAsync("没有条目能回答");
        await visitor.Find("search").FillAsync("");
        var taught = visitor.Find("lesson").Filter(new() { HasText = "啥时候能进店" });
        await Expect(taught).ToContainTextAsync("由“门店几点开门?”回答");
        await taught.GetByTestId("lesson-take-back").ClickAsync();
        await taught.GetByTestId("lesson-confirm").ClickAsync();
        await Expect(taught).ToHaveAttributeAsync("data-taken", "true");
        await Expect(taught).ToContainTextAsync("李小雨");
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Find("export-lessons").ClickAsync());
        Assert.Contains("啥时候能进店", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        Assert.Empty(visitor.Complaints);

        var colleague = await bench.ColleagueAsync(me, "王小明");
        await using var reader = await bench.VisitorAsync(390, 780);
        await reader.SignInAsync(colleague, path: "/knowledge?view=lessons");
        await Expect(reader.Find("lesson")).ToHaveCountAsync(2);
        await Expect(reader.Find("lesson-take-back")).ToHaveCountAsync(0);
        Assert.True(await reader.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
    }

    private async Task TeachAsync(Community me, string text, string verdict, string entry) => await bench.Knowledge(me.Brand).TeachKnowledgeAsync(
        new TeachKnowledgeRequest { BrandId = me.Brand.ToString(), LessonId = Guid.NewGuid().ToString(), Text = text, Verdict = verdict, EntryId = entry });
}
