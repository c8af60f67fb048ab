using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Leads;

[Collection(BenchCollection.Name)]
public sealed class LeadsPageTests(ConsoleBench bench)
{
    [Fact]
    public async Task A_wish_to_buy_is_handed_to_sales_by_a_key_and_what_came_of_it_is_seen_in_the_inbox()
    {
        var community = await bench.CommunityAsync();
        var login = await bench.ColleagueAsync(community, "销售小王");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login);
        await bench.AskAsync(community, "套餐两份怎么买？");
        await visitor.Find("inbox-item").ClickAsync();
        await Expect(visitor.Find("item-pane")).ToBeVisibleAsync();
        await visitor.ListeningAsync();
        // The pane takes the keyboard itself when it has read the item; what is pressed before that would be typed into the answer.
        await Expect(visitor.Find("answer-box")).ToBeFocusedAsync();
        await visitor.Find("answer-box").PressAsync("Escape");
        await visitor.Page.Keyboard.PressAsync("s");
        await visitor.Find("sales-owner").SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Label = "销售小王" });
        await visitor.Find("sales-wants").FillAsync("两份套餐，周五前");
        await visitor.Find("sales-confirm").ClickAsync();
        await Expect(visitor.Find("item-lead")).ToHaveAttributeAsync("data-state", "new");
        await Expect(visitor.Find("item-lead")).ToContainTextAsync("销售小王");
        await Expect(visitor.Find("inbox-item")).ToHaveCountAsync(0);

        await using var seller = await bench.VisitorAsync();
        await seller.SignInAsync(login, path: "/leads?whose=mine");
        await Expect(seller.Find("lead-row")).ToContainTextAsync("两份套餐，周五前");
        await seller.Find("lead-row").ClickAsync();
        await seller.Find("lead-note").FillAsync("约了周五上门");
        await seller.Find("lead-follow").ClickAsync();
        await Expect(seller.Find("lead-row")).ToHaveAttributeAsync("data-state", "following");
        await seller.Find("lead-amount").FillAsync("19.805");
        await Expect(seller.Find("amount-wrong")).ToBeVisibleAsync();
        await seller.Find("lead-amount").FillAsync("198");
        await seller.Find("lead-won").ClickAsync();
        await Expect(seller.Find("lead-row")).ToHaveAttributeAsync("data-state", "won");
        await Expect(seller.Find("lead-facts")).ToContainTextAsync("¥198.00");
        await seller.Page.Keyboard.PressAsync("Escape");

        var download = await seller.Page.RunAndWaitForDownloadAsync(() => seller.Find("export").ClickAsync());
        Assert.Contains("约了周五上门", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        Assert.Empty(seller.Complaints);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_lead_says_who_sells_and_sees_what_came_of_it()
    {
        var community = await bench.CommunityAsync("lead");
        await using var lead = await bench.VisitorAsync();
        await lead.SignInAsync(community.Login, path: $"/leads?brand={community.Brand}");
        await Expect(lead.Find("empty")).ToBeVisibleAsync();
        await lead.Find("lead-rules").ClickAsync();
        await lead.Find("lead-minutes").FillAsync("soon");
        await lead.Page.Keyboard.PressAsync("Escape");
        await Expect(lead.Find("discard")).ToBeVisibleAsync();
        await lead.Page.Locator(".discard button").First.ClickAsync();
        await lead.Find("lead-rules-put").ClickAsync();
        await Expect(lead.Find("lead-rules-mistake")).ToBeVisibleAsync();
        await lead.Find("lead-minutes").FillAsync("20");
        await lead.Find("seller").First.CheckAsync();
        await lead.Find("lead-rules-put").ClickAsync();
        await Expect(lead.Find("lead-rules-said")).ToBeVisibleAsync();
        await Expect(lead.Find("seller").First).ToBeCheckedAsync();
        Assert.Empty(lead.Complaints);
    }
}
