using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Tasks;

[Collection(BenchCollection.Name)]
public sealed class TasksPageTests(ConsoleBench bench)
{
    [Fact]
    public async Task A_task_is_done_by_keys_alone_and_keeps_the_note()
    {
        var community = await bench.CommunityAsync();
        await bench.LedgerAsync(community);
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/tasks");
        await Expect(visitor.Find("task-row")).ToContainTextAsync("人民广场店 1 群");
        await Expect(visitor.Find("escalated")).ToBeVisibleAsync();
        await Expect(visitor.Find("task-row").Locator(".wait")).ToContainTextAsync("已超");

        await visitor.ListeningAsync();
        await visitor.Page.Keyboard.PressAsync("j");
        await Expect(visitor.Find("task-evidence")).ToHaveTextAsync("加我微信领红包");
        await Expect(visitor.Find("task-place")).ToContainTextAsync("企业微信");
        await visitor.Page.Keyboard.PressAsync("d");
        await Expect(visitor.Find("task-note")).ToBeFocusedAsync();
        await visitor.Find("task-note").FillAsync("已移出");
        await visitor.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(visitor.Find("task-state")).ToHaveAttributeAsync("data-state", "done");
        await Expect(visitor.Find("task-pane")).ToContainTextAsync("已移出");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task What_cannot_be_done_needs_a_reason()
    {
        var community = await bench.CommunityAsync();
        await bench.LedgerAsync(community);
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/tasks");
        await visitor.Find("task-row").ClickAsync();
        await visitor.ListeningAsync();
        await visitor.Page.Keyboard.PressAsync("i");
        await Expect(visitor.Find("task-confirm")).ToBeDisabledAsync();
        await visitor.Find("task-note").FillAsync("群主不在");
        await visitor.Find("task-confirm").ClickAsync();
        await Expect(visitor.Find("task-state")).ToHaveAttributeAsync("data-state", "declined");
    }
}
