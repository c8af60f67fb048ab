using Steward.Contracts.Content.V1;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Knowledge;

/// <summary>What all brands inherit; put out of use when the test is done, because the other tests' brands inherit it too.</summary>
[Collection(BenchCollection.Name)]
public sealed class AgencyKnowledgeTests(ConsoleBench bench) : IAsyncLifetime
{
    private readonly string _question = $"怎么关闭消息提醒{Guid.NewGuid():N}";

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var entry in (await bench.AgencyKnowledge.ListEntriesAsync(new ListKnowledgeRequest { Agency = true, Search = _question })).Entries)
        {
            entry.State = "retired";
            await bench.AgencyKnowledge.ImportEntriesAsync(new ImportEntriesRequest { Agency = true, Entries = { entry } });
        }
    }

    [Fact]
    public async Task An_entry_for_all_brands_is_written_once_replaced_by_a_brand_and_taken_back()
    {
        var me = await bench.CommunityAsync("lead");
        await using (var office = await bench.VisitorAsync())
        {
            await office.SignInAsync(await bench.AgencyAdminAsync(me), path: "/knowledge?level=agency");
            await Expect(office.Find("ask")).ToHaveCountAsync(0);
            await office.Find("entry-add").ClickAsync();
            await office.Find("entry-question").FillAsync(_question);
            await office.Find("entry-answer").FillAsync("全国第一好用。");
            await office.Find("approve").ClickAsync();
            await Expect(office.Find("compliance")).ToBeVisibleAsync();
            await office.Find("entry-answer").FillAsync("群聊右上角，打开消息免打扰。");
            await office.Find("approve").ClickAsync();
            await Expect(office.Find("knowledge-said")).ToContainTextAsync("第 1 版");
            await Expect(office.Find("entry-row").Filter(new() { HasText = _question })).ToContainTextAsync("启用中");
            Assert.Empty(office.Complaints);
        }

        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(me.Login, path: "/knowledge");
        await Expect(visitor.Find("entry-inherited")).ToBeVisibleAsync();
        await visitor.Find("entry-row").ClickAsync();
        await Expect(visitor.Find("inherited-note")).ToBeVisibleAsync();
        await visitor.Find("entry-answer").FillAsync("找店员帮您关。");
        await visitor.Find("approve").ClickAsync();
        await Expect(visitor.Find("entry-replaces")).ToHaveTextAsync("代替公司条目");

        await visitor.Find("entry-row").ClickAsync();
        await visitor.Find("give-way").ClickAsync();
        await Expect(visitor.Find("entry-replaces")).ToHaveTextAsync("公司条目在用");
        await visitor.Find("ask").FillAsync(_question);
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.GetByText("群聊右上角，打开消息免打扰。").First).ToBeVisibleAsync();

        await visitor.Find("entry-row").ClickAsync();
        await visitor.Find("retire").ClickAsync();
        await visitor.Find("retire-confirm").ClickAsync();
        await Expect(visitor.Find("entry-replaces")).ToHaveTextAsync("代替公司条目");

        await visitor.Find("knowledge-level").SelectOptionAsync("agency");
        await Expect(visitor.Find("agency-note")).ToContainTextAsync("公司级");
        await Expect(visitor.Find("entry-add")).ToHaveCountAsync(0);
        await visitor.Find("entry-row").Filter(new() { HasText = _question }).ClickAsync();
        await Expect(visitor.Find("entry-question")).ToBeDisabledAsync();
        Assert.Empty(visitor.Complaints);
    }
}
