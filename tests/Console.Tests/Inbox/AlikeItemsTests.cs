using Microsoft.Playwright;
using Steward.Console.Inbox;
using Steward.Contracts.Staffing.V1;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Inbox;

[Collection(BenchCollection.Name)]
public sealed class AlikeItemsTests(ConsoleBench bench)
{
    [Fact]
    public void The_same_words_or_the_same_sure_suggestion_are_alike_in_one_brand_and_what_others_have_is_not()
    {
        var item = Item("a", "几点开门？", "十点", 0.5);
        WorkItem[] others =
        [
            item, Item("b", "几点 开门!"), Item("c", "什么时候营业", "十点", 0.4), Item("d", "营业吗", "十点", 0.1), Item("e", "几点开门", brand: "y"), Item("f", "几点开门", state: "claimed", operatorId: "me"),
            Item("g", "几点开门", state: "claimed", operatorId: "you"), Item("h", "几点关门"),
        ];

        Assert.Equal(["b", "c", "f"], AlikeItems.To(item, others, "me").Select(one => one.WorkItemId));
        Assert.Empty(AlikeItems.To(Item("a", "？？"), [Item("b", "!!")], "me"));
    }

    [Fact]
    public async Task One_text_answers_all_who_ask_the_same_and_one_that_fails_keeps_none_of_the_others()
    {
        var me = await bench.CommunityAsync();
        for (var number = 0; number < 3; number++) { await bench.AskAsync(me, "几点开门？"); }

        await bench.AskAsync(me, "可以带狗吗？");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(me.Login);
        await Expect(visitor.Find("inbox-item")).ToHaveCountAsync(4);
        await visitor.Find("inbox-item").Filter(new LocatorFilterOptions { HasText = "几点开门" }).First.ClickAsync();
        await visitor.Find("item-alike").ClickAsync();
        await Expect(visitor.Find("alike-item")).ToHaveCountAsync(3);
        await Expect(visitor.Find("alike-count")).ToContainTextAsync("3 / 3");

        // Meanwhile somebody else takes one of them.
        await bench.TakeAsync(me, "几点开门？");
        await visitor.Find("alike-text").FillAsync("每天十点开门。");
        await visitor.Find("alike-send").ClickAsync();
        await Expect(visitor.Find("alike-done")).ToContainTextAsync("已提交 2 条，1 条没有发出");
        await Expect(visitor.Page.Locator("[data-testid=alike-item][data-outcome=refused]")).ToHaveCountAsync(1);
        var sent = await bench.SentAsync(me.Brand, 2);
        Assert.Equal("每天十点开门。", sent.Text);
        Assert.Empty(visitor.Complaints);
    }

    private static WorkItem Item(string id, string question, string suggestion = "", double score = 0, string brand = "x", string state = "open", string operatorId = "") =>
        new() { WorkItemId = id, BrandId = brand, Question = question, SuggestedAnswer = suggestion, SuggestionScore = score, State = state, OperatorId = operatorId };
}
