using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Inbox;

[Collection(BenchCollection.Name)]
public sealed class TriageTests(ConsoleBench bench)
{
    [Fact]
    public async Task A_complaint_reaches_the_lead_before_what_was_asked_earlier()
    {
        var community = await bench.CommunityAsync("lead");
        await using var lead = await bench.VisitorAsync();
        await lead.SignInAsync(community.Login, path: "/?whose=all");
        await bench.AskAsync(community, "几点开门？");
        await Expect(lead.Find("inbox-item")).ToHaveCountAsync(1);

        await bench.ComplainAsync(community, "等了三天还不发货，太差了！");

        await Expect(lead.Find("inbox-item").First).ToContainTextAsync("等了三天还不发货");
        await Expect(lead.Find("inbox-item").First).ToHaveAttributeAsync("data-kind", "complaint");
        await Expect(lead.Find("item-kind-tag")).ToHaveTextAsync("投诉");
        await lead.Find("kind-filter").SelectOptionAsync("complaint");
        await Expect(lead.Find("inbox-item")).ToHaveCountAsync(1);
        await lead.Find("inbox-item").ClickAsync();
        await lead.Find("item-claim").ClickAsync();
        await Expect(lead.Find("item-state")).ToHaveAttributeAsync("data-state", "claimed");
        await lead.Find("item-register").ClickAsync();
        await lead.Page.WaitForURLAsync("**/disputes?brand=*");
        Assert.Empty(lead.Complaints);
    }

    [Fact]
    public async Task Who_reads_a_question_marks_the_wish_to_buy_by_a_key_and_takes_it_back_by_choice()
    {
        var community = await bench.CommunityAsync();
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login);
        await bench.AskAsync(community, "这个套餐我要两份怎么付？");
        await Expect(visitor.Find("inbox-item")).ToHaveCountAsync(1);
        await visitor.ListeningAsync();
        await visitor.Page.Keyboard.PressAsync("j");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Find("item-pane")).ToBeVisibleAsync();
        // The pane takes the keyboard itself when it has read the item; what is pressed before that would be typed into the answer.
        await Expect(visitor.Find("answer-box")).ToBeFocusedAsync();
        await visitor.Find("answer-box").PressAsync("Escape");

        await visitor.Page.Keyboard.PressAsync("b");
        await Expect(visitor.Find("inbox-item")).ToHaveAttributeAsync("data-kind", "intent");
        await Expect(visitor.Find("item-kind")).ToHaveValueAsync("intent");

        await visitor.Find("item-kind").SelectOptionAsync("question");
        await Expect(visitor.Find("inbox-item")).ToHaveAttributeAsync("data-kind", "question");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task An_answer_that_asks_something_back_leaves_the_list_until_it_is_our_turn_again()
    {
        var community = await bench.CommunityAsync();
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login);
        await bench.AskAsync(community, "我的包裹到哪了？");
        await visitor.Find("inbox-item").ClickAsync();
        await visitor.Find("answer-box").FillAsync("请问订单号是多少？");
        await visitor.Find("await-reply").CheckAsync();
        await visitor.Find("answer-send").ClickAsync();
        await bench.ConfirmAsync(await bench.SentAsync(community.Brand));

        await Expect(visitor.Find("item-waiting")).ToBeVisibleAsync();
        await Expect(visitor.Find("inbox-item")).ToHaveCountAsync(0);
        await visitor.Find("state-filter").SelectOptionAsync("waiting");
        await Expect(visitor.Find("inbox-item")).ToContainTextAsync("我的包裹到哪了？");
        await visitor.Find("item-take-back").ClickAsync();
        await Expect(visitor.Find("item-state")).ToHaveAttributeAsync("data-state", "claimed");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Beside_a_complaint_stands_what_to_say_and_do_in_its_order()
    {
        var community = await bench.CommunityAsync("lead");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/phrases");
        await visitor.Find("phrase-add").ClickAsync();
        await visitor.Find("canned-shortcut").FillAsync("/anfu");
        await visitor.Find("canned-title").FillAsync("先安抚");
        await visitor.Find("canned-text").FillAsync("给您添麻烦了，{operator}马上核实。");
        await visitor.Find("canned-step").SelectOptionAsync("1");
        await visitor.Find("canned-hint").FillAsync("不争对错");
        await visitor.Find("canned-save").ClickAsync();
        await Expect(visitor.Find("phrase-row")).ToContainTextAsync("第 1 步");

        await bench.ComplainAsync(community, "等了三天还不发货，太差了！");
        await visitor.Find("nav-inbox").ClickAsync();
        await visitor.Find("inbox-item").ClickAsync();
        await Expect(visitor.Find("playbook")).ToContainTextAsync("不争对错");
        await visitor.Find("playbook-step").ClickAsync();
        await Expect(visitor.Find("answer-box")).ToHaveValueAsync("给您添麻烦了，李小雨马上核实。");
        Assert.Empty(visitor.Complaints);
    }
}
