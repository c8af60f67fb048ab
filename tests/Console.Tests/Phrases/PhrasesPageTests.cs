using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Phrases;

[Collection(BenchCollection.Name)]
public sealed class PhrasesPageTests(ConsoleBench bench)
{
    [Fact]
    public async Task A_phrase_is_written_found_and_put_into_an_answer_with_its_variables_filled_in()
    {
        var me = await bench.CommunityAsync("lead");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(me.Login, path: "/phrases");
        await Expect(visitor.Find("empty")).ToBeVisibleAsync();
        await visitor.Find("phrase-add").ClickAsync();
        await visitor.Find("canned-shortcut").FillAsync("/fahuo");
        await visitor.Find("canned-title").FillAsync("发货时间");
        await visitor.Find("canned-text").FillAsync("{name}您好");
        await visitor.Find("canned-category").FillAsync("物流");
        await visitor.Find("canned-save").ClickAsync();
        await Expect(visitor.Find("error-bar")).ToContainTextAsync("{name}");
        await visitor.Find("canned-text").FillAsync("您好，{brand}的{operator}为您服务，「{group}」今天发货。");
        await visitor.Find("canned-save").ClickAsync();
        await Expect(visitor.Find("phrase-row")).ToContainTextAsync("/fahuo");
        await visitor.Find("phrase-row").ClickAsync();
        await visitor.Find("canned-title").FillAsync("什么时候发货");
        await visitor.Find("canned-save").ClickAsync();
        await Expect(visitor.Find("phrase-row")).ToContainTextAsync("什么时候发货");

        await bench.AskAsync(me, "东西什么时候寄出来？");
        await visitor.Find("nav-inbox").ClickAsync();
        await visitor.Find("inbox-item").ClickAsync();
        await Expect(visitor.Find("item-state")).ToHaveAttributeAsync("data-state", "open");
        await visitor.ListeningAsync();
        await visitor.Find("answer-box").PressSequentiallyAsync("/fa");
        await Expect(visitor.Find("phrase-option")).ToContainTextAsync("什么时候发货");
        await visitor.Find("answer-box").PressAsync("Enter");
        await Expect(visitor.Find("answer-box")).ToHaveValueAsync("您好，饱乐星的李小雨为您服务，「人民广场店 1 群」今天发货。");
        await Expect(visitor.Find("phrase-pick")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Phrases_come_in_from_a_file_and_a_brand_writes_its_own_in_the_place_of_the_agencys()
    {
        var me = await bench.CommunityAsync("lead");
        var shortcut = $"/g{Guid.NewGuid():N}"[..12];
        await using (var office = await bench.VisitorAsync())
        {
            await office.SignInAsync(await bench.AgencyAdminAsync(me), path: "/phrases?level=agency");
            await office.Find("phrase-add").ClickAsync();
            await office.Find("canned-shortcut").FillAsync(shortcut);
            await office.Find("canned-title").FillAsync("问候");
            await office.Find("canned-text").FillAsync("您好，很高兴为您服务。");
            await office.Find("canned-save").ClickAsync();
            await Expect(office.Find("phrase-row").Filter(new() { HasText = shortcut })).ToBeVisibleAsync();
            Assert.Empty(office.Complaints);
        }

        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(me.Login, path: "/phrases");
        await Expect(visitor.Find("phrase-inherited")).ToHaveCountAsync(1);
        await visitor.Find("phrase-row").ClickAsync();
        await Expect(visitor.Find("canned-replacing")).ToBeVisibleAsync();
        await visitor.Find("canned-text").FillAsync("亲，在的。");
        await visitor.Find("canned-save").ClickAsync();
        await Expect(visitor.Find("phrase-row")).ToContainTextAsync("亲，在的。");
        await Expect(visitor.Find("phrase-inherited")).ToHaveCountAsync(0);

        await visitor.Find("phrase-open-import").ClickAsync();
        await visitor.Find("phrase-file").SetInputFilesAsync(new Microsoft.Playwright.FilePayload { Name = "话术.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes("快捷码,标题,内容\n/fahuo,发货,今天发货。\n坏,坏,坏\n") });
        await visitor.Find("phrase-try").ClickAsync();
        await Expect(visitor.Find("kb-report")).ToHaveAttributeAsync("data-kept", "false");
        await Expect(visitor.Find("kb-note")).ToContainTextAsync("斜杠");
        await visitor.Find("phrase-import").ClickAsync();
        await Expect(visitor.Find("kb-report")).ToHaveAttributeAsync("data-kept", "true");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Find("phrase-row").Filter(new() { HasText = "/fahuo" })).ToContainTextAsync("今天发货。");

        await visitor.Find("phrase-row").Filter(new() { HasText = shortcut }).ClickAsync();
        await visitor.Find("canned-remove").ClickAsync();
        await visitor.Find("canned-remove").ClickAsync();
        await Expect(visitor.Find("phrase-inherited")).ToHaveCountAsync(1);
        await visitor.Find("phrase-level").SelectOptionAsync("agency");
        await Expect(visitor.Find("agency-note")).ToContainTextAsync("公司级");
        await Expect(visitor.Find("phrase-add")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Complaints);
        await bench.RemoveAgencyPhrasesAsync();
    }
}
