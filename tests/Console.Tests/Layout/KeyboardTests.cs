using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Layout;

[Collection(BenchCollection.Name)]
public sealed class KeyboardTests(ConsoleBench bench)
{
    [Theory]
    [InlineData("Enter")]
    [InlineData(" ")]
    public async Task A_row_is_opened_by_keys_its_sheet_keeps_the_keyboard_and_gives_it_back(string key)
    {
        var community = await bench.CommunityAsync();
        var rows = await bench.LedgerAsync(community);
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/ledger");
        var row = visitor.Page.Locator($"[data-id='{rows.Held}']");
        await row.FocusAsync();
        await visitor.Page.Keyboard.PressAsync(key);
        await Expect(visitor.Find("command-state")).ToBeVisibleAsync();
        for (var step = 0; step < 12; step++)
        {
            await visitor.Page.Keyboard.PressAsync("Tab");
            Assert.True(await visitor.Page.EvaluateAsync<bool>("document.querySelector('.modal').contains(document.activeElement)"));
        }

        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Page.Locator(".modal")).ToHaveCountAsync(0);
        await Expect(row).ToBeFocusedAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_sheet_gives_the_keyboard_back_though_a_key_was_faster_than_the_sheet()
    {
        var community = await bench.CommunityAsync();
        var rows = await bench.LedgerAsync(community);
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/ledger");
        var row = visitor.Page.Locator($"[data-id='{rows.Held}']");
        await row.FocusAsync();
        // A Tab between the sheet's first drawing and the moment the server moves the focus into it.
        await visitor.Page.EvaluateAsync("""
            new MutationObserver((_, observer) => {
              const inner = document.querySelector('.modal button');
              if (inner) { observer.disconnect(); inner.focus(); }
            }).observe(document.body, { childList: true, subtree: true })
            """);
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.Locator(".modal")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(row).ToBeFocusedAsync();
    }

    [Fact]
    public async Task What_was_written_is_not_lost_by_a_key_pressed_in_passing()
    {
        var community = await bench.CommunityAsync();
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/calendar");
        await visitor.Find("new-entry").ClickAsync();
        await visitor.Find("entry-title").FillAsync("周末优惠");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Find("discard")).ToBeVisibleAsync();
        await Expect(visitor.Find("entry-title")).ToHaveValueAsync("周末优惠");
        await visitor.Find("discard-confirm").ClickAsync();
        await Expect(visitor.Page.Locator(".modal")).ToHaveCountAsync(0);
    }
}
