using Microsoft.Playwright;
using Steward.Testing;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Knowledge;

/// <summary>What goes along with an answer, from the entry to the member.</summary>
[Collection(BenchCollection.Name)]
public sealed class AttachmentEditorTests(ConsoleBench bench)
{
    [Fact]
    public async Task A_picture_a_link_and_a_mini_program_are_added_to_an_entry_shown_suggested_and_sent()
    {
        var me = await bench.CommunityAsync("lead");
        await bench.AskAsync(me, "茶馆的地图在哪看");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(me.Login, path: "/knowledge");
        await visitor.Find("empty-add").ClickAsync();
        await visitor.Find("entry-question").FillAsync("茶馆地图在哪看?");
        await visitor.Find("entry-answer").FillAsync("地图在下面。");
        await ChooseAsync(visitor, "attach-picture", TestPicture.Png());
        await Expect(visitor.Find("attachment")).ToHaveCountAsync(1);

        await visitor.Find("attach-link").ClickAsync();
        await visitor.Find("attach-title").FillAsync("怎么走");
        await visitor.Find("attach-url").FillAsync("example.com");
        await visitor.Find("attach-add").ClickAsync();
        await Expect(visitor.Find("attach-fault")).ToContainTextAsync("https://");
        await visitor.Find("attach-url").FillAsync("https://example.com/way");
        await visitor.Find("attach-add").ClickAsync();
        await Expect(visitor.Find("attachment")).ToHaveCountAsync(2);
        await visitor.Find("attach-mini-program").ClickAsync();
        await visitor.Find("attach-title").FillAsync("订座");
        await visitor.Find("attach-app-id").FillAsync("wx8bd80126147dfAAA");
        await visitor.Find("attach-page").FillAsync("/pages/book");
        await visitor.Find("attach-add").ClickAsync();
        await Expect(visitor.Find("attach-fault")).ToContainTextAsync("封面");
        await ChooseAsync(visitor, "attach-cover", TestPicture.Png());
        await Expect(visitor.Page.Locator("img.cover")).ToBeVisibleAsync();
        await visitor.Find("attach-add").ClickAsync();
        await Expect(visitor.Find("attachment")).ToHaveCountAsync(3);
        await visitor.Find("approve").ClickAsync();

        await Expect(visitor.Find("entry-row").GetByTestId("attachment")).ToHaveCountAsync(3);
        await visitor.Page.WaitForFunctionAsync("() => [...document.querySelectorAll('[data-testid=entry-row] img')].length === 2 && [...document.querySelectorAll('[data-testid=entry-row] img')].every(image => image.naturalWidth > 0)");

        await visitor.Page.GotoAsync("/");
        await visitor.Find("inbox-item").ClickAsync();
        await Expect(visitor.Find("suggestion-along").First).ToContainTextAsync("图片");
        await visitor.Find("suggestion").First.ClickAsync();
        await Expect(visitor.Find("item-pane").GetByTestId("attachment")).ToHaveCountAsync(3);
        await visitor.Find("item-pane").GetByTestId("attachment").Filter(new LocatorFilterOptions { HasText = "怎么走" }).GetByTestId("attachment-remove").ClickAsync();
        await Expect(visitor.Find("item-pane").GetByTestId("attachment")).ToHaveCountAsync(2);
        await visitor.Find("answer-attach").ClickAsync();
        await visitor.Find("attach-link").ClickAsync();
        await visitor.Find("attach-title").FillAsync("今日菜单");
        await visitor.Find("attach-url").FillAsync("https://example.com/menu");
        await visitor.Find("attach-add").ClickAsync();
        await visitor.Find("answer-send").ClickAsync();

        var sent = await bench.SentAsync(me.Brand);
        Assert.Equal([("image", null), ("mini-program", "订座"), ("link", "今日菜单")], sent.Attachments!.Select(one => (one.Kind, one.Title)));
        await bench.ConfirmAsync(sent);
        await Expect(visitor.Find("item-state")).ToHaveAttributeAsync("data-state", "resolved");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task What_is_no_picture_is_said_and_leaving_it_unsaved_is_noticed()
    {
        var me = await bench.CommunityAsync("lead");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(me.Login, path: "/knowledge");
        await visitor.Find("empty-add").ClickAsync();
        await ChooseAsync(visitor, "attach-picture", "GIF89a, and no PNG at all"u8.ToArray());
        await Expect(visitor.Find("error-bar")).ToContainTextAsync("JPG 或 PNG");
        await ChooseAsync(visitor, "attach-picture", [.. TestPicture.Png(), .. new byte[2 * 1024 * 1024]]);
        await Expect(visitor.Find("attach-fault")).ToContainTextAsync("2 MB");
        await ChooseAsync(visitor, "attach-picture", TestPicture.Png());
        await Expect(visitor.Find("attachment")).ToHaveCountAsync(1);
        await Expect(visitor.Find("attach-fault")).ToHaveCountAsync(0);

        await visitor.Find("close").ClickAsync();
        await Expect(visitor.Find("discard")).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Another_brands_picture_is_not_shown()
    {
        var (me, other) = (await bench.CommunityAsync("lead"), await bench.CommunityAsync("lead"));
        var picture = await bench.PictureAsync(other.Brand, TestPicture.Png());
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(me.Login, path: "/knowledge");

        foreach (var scope in new[] { me.Brand.ToString(), other.Brand.ToString(), "agency", "x" }) { Assert.Equal(404, (await visitor.Page.APIRequest.GetAsync($"/pictures/{scope}/{picture}")).Status); }

        var own = await bench.PictureAsync(me.Brand, TestPicture.Png());
        Assert.Equal("image/png", (await visitor.Page.APIRequest.GetAsync($"/pictures/{me.Brand}/{own}")).Headers["content-type"]);
    }

    private static async Task ChooseAsync(Visitor visitor, string testId, byte[] content)
    {
        await Expect(visitor.Find(testId)).ToBeEnabledAsync();
        await visitor.Find(testId).SetInputFilesAsync(new FilePayload { Name = "图.png", MimeType = "image/png", Buffer = content });
    }
}
