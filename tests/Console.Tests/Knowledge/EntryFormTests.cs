using Steward.Contracts.Content.V1;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Knowledge;

[Collection(BenchCollection.Name)]
public sealed class EntryFormTests(ConsoleBench bench)
{
    [Fact]
    public async Task An_entry_is_written_approved_changed_compared_rolled_back_and_retired()
    {
        var me = await bench.CommunityAsync("lead");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(me.Login, path: "/knowledge");
        await visitor.Find("empty-add").ClickAsync();
        await visitor.Find("entry-question").FillAsync("门店几点开门?");
        await visitor.Find("entry-answer").FillAsync("每天 10:00 开门。");
        await visitor.Find("entry-paraphrases").FillAsync("什么时候营业\n几点能来");
        await visitor.Find("entry-until").FillAsync("2030-01-01T00:00");
        await visitor.Find("save-draft").ClickAsync();
        await Expect(visitor.Find("entry-row")).ToContainTextAsync("草稿");
        await Expect(visitor.Find("waiting-review")).ToHaveCountAsync(0);
        await visitor.Find("entry-row").ClickAsync();
        await visitor.Find("ask-review").ClickAsync();
        await visitor.Find("waiting-review").ClickAsync();
        await Expect(visitor.Find("knowledge-state")).ToHaveValueAsync("in_review");
        await visitor.Find("knowledge-state").SelectOptionAsync("");
        await Expect(visitor.Find("entry-validity")).ToContainTextAsync("2030-01-01 00:00");

        await visitor.Find("entry-row").ClickAsync();
        await visitor.Find("approve").ClickAsync();
        await Expect(visitor.Find("entry-row")).ToContainTextAsync("启用中");
        await visitor.Find("entry-row").ClickAsync();
        await visitor.Find("entry-answer").FillAsync("每天 9:00 开门。");
        await visitor.ListeningAsync();
        await visitor.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(visitor.Find("entry-row")).ToContainTextAsync("每天 9:00 开门。");

        await visitor.Find("entry-row").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Find("entry-version")).ToHaveCountAsync(4);
        await visitor.Find("entry-version").First.ClickAsync();
        await Expect(visitor.Find("entry-difference")).ToContainTextAsync("- 每天 10:00 开门。");
        await Expect(visitor.Find("entry-difference")).ToContainTextAsync("+ 每天 9:00 开门。");
        await visitor.Find("entry-version").Nth(1).ClickAsync();
        await visitor.Find("roll-back").ClickAsync();
        await Expect(visitor.Find("knowledge-said")).ToContainTextAsync("第 5 版");
        await Expect(visitor.Find("entry-row")).ToContainTextAsync("每天 10:00 开门。");

        await visitor.Find("entry-row").ClickAsync();
        await visitor.Find("retire").ClickAsync();
        await visitor.Find("retire-confirm").ClickAsync();
        await visitor.Find("knowledge-state").SelectOptionAsync("retired");
        await Expect(visitor.Find("entry-row")).ToContainTextAsync("已停用");
        await visitor.Find("knowledge-state").SelectOptionAsync("draft");
        await Expect(visitor.Find("empty")).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Who_saves_second_keeps_what_they_wrote_and_an_operator_only_reads()
    {
        var me = await bench.CommunityAsync("lead");
        await bench.KnowAsync(me, ("可以开发票吗?", "可以，小程序里申请。"));
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(me.Login, path: "/knowledge");
        await visitor.Find("entry-row").ClickAsync();
        var entry = (await bench.Knowledge(me.Brand).ListEntriesAsync(new ListKnowledgeRequest { BrandId = me.Brand.ToString() })).Entries[0];
        entry.Answer = "可以，找店员。";
        await bench.Knowledge(me.Brand).ImportEntriesAsync(new ImportEntriesRequest { BrandId = me.Brand.ToString(), Entries = { entry } });

        await visitor.Find("entry-answer").FillAsync("可以，七天内申请。");
        await visitor.Find("approve").ClickAsync();
        await Expect(visitor.Find("changed-meanwhile")).ToBeVisibleAsync();
        await Expect(visitor.Find("entry-answer")).ToHaveValueAsync("可以，七天内申请。");
        await visitor.Find("keep-mine").ClickAsync();
        await Expect(visitor.Find("entry-row")).ToContainTextAsync("可以，七天内申请。");

        await visitor.Find("entry-row").ClickAsync();
        await visitor.Find("entry-question").FillAsync("?!");
        await visitor.Find("approve").ClickAsync();
        await Expect(visitor.Find("error-bar")).ToContainTextAsync("问题");
        Assert.Empty(visitor.Complaints);

        var colleague = await bench.ColleagueAsync(me, "王小明");
        await using var reader = await bench.VisitorAsync();
        await reader.SignInAsync(colleague, path: "/knowledge");
        await reader.Find("entry-row").ClickAsync();
        await Expect(reader.Find("entry-question")).ToBeDisabledAsync();
        await Expect(reader.Find("entry-version")).ToHaveCountAsync(3);
        await Expect(reader.Find("save-draft")).ToHaveCountAsync(0);
        await Expect(reader.Find("entry-add")).ToHaveCountAsync(0);
    }
}
