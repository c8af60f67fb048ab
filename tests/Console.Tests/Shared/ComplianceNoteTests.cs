using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Shared;

[Collection(BenchCollection.Name)]
public sealed class ComplianceNoteTests(ConsoleBench bench)
{
    [Fact]
    public async Task What_may_not_go_out_is_shown_while_it_is_written_and_is_not_planned()
    {
        var community = await bench.CommunityAsync();
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/calendar");
        await visitor.Find("new-entry").ClickAsync();
        await visitor.Find("entry-title").FillAsync("周末优惠");
        await visitor.Find("entry-text").FillAsync("全网第一，保证瘦十斤");
        await Expect(visitor.Find("compliance")).ToHaveAttributeAsync("data-verdict", "block");
        await Expect(visitor.Find("compliance-finding").First.Locator("mark")).ToContainTextAsync("第一");
        await visitor.Find("pick-group").First.CheckAsync();

        await visitor.Find("entry-save").ClickAsync();
        await Expect(visitor.Page.Locator(".modal").GetByTestId("error-bar")).ToContainTextAsync("STW-010");
        await visitor.Find("entry-text").FillAsync("周六下午三点，店里见");
        await Expect(visitor.Find("compliance")).ToHaveCountAsync(0);

        await visitor.Find("entry-save").ClickAsync();
        await Expect(visitor.Find("entry-row")).ToContainTextAsync("店里见");
    }

    [Fact]
    public async Task A_red_line_of_the_brand_is_written_otherwise_by_one_click()
    {
        var community = await bench.CommunityAsync();
        await bench.DrawRedLineAsync(community.Brand, "老饱", "block");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/calendar");
        await visitor.Find("new-entry").ClickAsync();
        await visitor.Find("entry-text").FillAsync("老饱周末见");

        await visitor.Find("reword").ClickAsync();

        await Expect(visitor.Find("entry-text")).ToHaveValueAsync("饱乐星周末见");
        await Expect(visitor.Find("compliance")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Complaints);
    }
}
