using Steward.Contracts.Content.V1;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Knowledge;

[Collection(BenchCollection.Name)]
public sealed class KnowledgeImportTests(ConsoleBench bench)
{
    [Fact]
    public async Task A_file_is_tried_then_imported_and_exported_again()
    {
        var me = await bench.CommunityAsync("lead");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(me.Login, path: "/knowledge");
        await visitor.Find("kb-open-import").ClickAsync();
        await visitor.ChooseAsync("kb-file", "kb.csv", "问题,答案\n几点开门?,十点。\n几点开门,九点。\n?!,好\n");
        await visitor.Find("kb-try").ClickAsync();
        await Expect(visitor.Find("kb-added")).ToHaveTextAsync("1");
        await Expect(visitor.Find("kb-report")).ToHaveAttributeAsync("data-kept", "false");
        await Expect(visitor.Find("kb-note")).ToHaveCountAsync(2);
        await Expect(visitor.Find("kb-note").First).ToContainTextAsync("问题须为 1 至 200 字");
        await Expect(visitor.Find("kb-note").Last).ToContainTextAsync("与第 2 行相同");
        Assert.Empty((await bench.Knowledge(me.Brand).ListEntriesAsync(new ListKnowledgeRequest { BrandId = me.Brand.ToString() })).Entries);

        await visitor.Find("kb-import").ClickAsync();
        await Expect(visitor.Find("kb-report")).ToHaveAttributeAsync("data-kept", "true");
        await visitor.Find("close").ClickAsync();
        await Expect(visitor.Find("entry-row")).ToContainTextAsync("十点。");

        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Find("export-md").ClickAsync());
        Assert.Equal("knowledge.md", download.SuggestedFilename);
        Assert.StartsWith("## 几点开门?\n", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        await visitor.Find("kb-open-import").ClickAsync();
        await visitor.ChooseAsync("kb-file", "kb.csv", "没有表头\n");
        await visitor.Find("kb-import").ClickAsync();
        await Expect(visitor.Find("error-bar")).ToContainTextAsync("没有找到条目");
        Assert.Empty(visitor.Complaints);
    }
}
