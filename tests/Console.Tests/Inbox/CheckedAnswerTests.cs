using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Inbox;

[Collection(BenchCollection.Name)]
public sealed class CheckedAnswerTests(ConsoleBench bench)
{
    [Fact]
    public async Task What_may_not_be_said_is_shown_while_it_is_written_and_goes_out_reworded()
    {
        var community = await bench.CommunityAsync();
        await bench.DrawRedLineAsync(community.Brand, "老饱", "block");
        await using var visitor = await OpenAsync(community);

        await visitor.Find("answer-box").FillAsync("老饱家周末有位");
        await Expect(visitor.Find("compliance")).ToHaveAttributeAsync("data-verdict", "block");
        await visitor.Find("answer-send").ClickAsync();
        await Expect(visitor.Find("item-pane").GetByTestId("error-bar")).ToContainTextAsync("STW-010");
        await Expect(visitor.Find("answer-box")).ToHaveValueAsync("老饱家周末有位");
        await visitor.Find("reword").ClickAsync();
        await Expect(visitor.Find("answer-box")).ToHaveValueAsync("饱乐星家周末有位");
        await visitor.Find("answer-send").ClickAsync();

        Assert.Equal("饱乐星家周末有位", (await bench.SentAsync(community.Brand)).Text);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task An_operator_leaves_what_is_for_review_to_a_lead()
    {
        var community = await bench.CommunityAsync();
        await bench.DrawRedLineAsync(community.Brand, "老饱", "review");
        await using var visitor = await OpenAsync(community);

        await visitor.Find("answer-box").FillAsync("老饱家周末有位");
        await Expect(visitor.Find("compliance")).ToHaveAttributeAsync("data-verdict", "review");
        await Expect(visitor.Find("let-go")).ToHaveCountAsync(0);
        await visitor.Find("answer-send").ClickAsync();

        await Expect(visitor.Find("item-pane").GetByTestId("error-bar")).ToContainTextAsync("STW-011");
    }

    [Fact]
    public async Task A_lead_ticks_that_it_was_looked_at_and_the_item_names_them()
    {
        var community = await bench.CommunityAsync("lead");
        await bench.DrawRedLineAsync(community.Brand, "老饱", "review");
        await using var visitor = await OpenAsync(community);

        await visitor.Find("answer-box").FillAsync("老饱家周末有位");
        await visitor.Find("let-go").CheckAsync();
        await visitor.Find("answer-send").ClickAsync();
        await bench.ConfirmAsync(await bench.SentAsync(community.Brand));

        await Expect(visitor.Find("let-go-by")).ToContainTextAsync("李小雨");
        Assert.Empty(visitor.Complaints);
    }

    private async Task<Visitor> OpenAsync(Community community)
    {
        await bench.AskAsync(community, "周末有位吗?");
        var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login);
        await visitor.Find("inbox-item").First.ClickAsync();
        return visitor;
    }
}
