using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.ServiceLevels;

[Collection(BenchCollection.Name)]
public sealed class ServicePageTests(ConsoleBench bench)
{
    [Fact]
    public async Task A_level_is_tried_put_in_force_and_holds_for_the_next_question()
    {
        var lead = await bench.CommunityAsync("lead");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/service?view=level");
        await Expect(visitor.Find("day-1")).ToHaveValueAsync("09:00-20:00");
        await visitor.Find("first").FillAsync("90");
        await visitor.Find("day-1").FillAsync("20:00-9:00");
        await visitor.Find("level-put").ClickAsync();
        await Expect(visitor.Find("level-mistake")).ToContainTextAsync("周一：“20:00-9:00”不是时段");
        await visitor.Find("day-1").FillAsync("00:00-24:00");
        await visitor.Find("copy-monday").ClickAsync();
        await Expect(visitor.Find("day-7")).ToHaveValueAsync("00:00-24:00");
        await visitor.Find("resolution").FillAsync("60");
        await visitor.Find("try").ClickAsync();
        await Expect(visitor.Find("level-mistake")).ToContainTextAsync("解决时限不能短于首次回复时限");
        await visitor.Find("resolution").FillAsync("180");
        await visitor.Find("try").ClickAsync();
        await Expect(visitor.Find("try-result")).ToContainTextAsync("是");
        await visitor.Find("level-put").ClickAsync();
        await visitor.Find("level-confirm").ClickAsync();
        await Expect(visitor.Find("level-said")).ToContainTextAsync("第 1 版已生效");
        await Expect(visitor.Find("level-row")).ToContainTextAsync("每天 00:00-24:00");

        await bench.AskAsync(lead, "生日券怎么领？");
        await visitor.Find("view-now").ClickAsync();
        await Expect(visitor.Find("queue-row")).ToContainTextAsync("李小雨");
        await Expect(visitor.Find("waiting")).ToHaveTextAsync("1");
        await visitor.Find("view-report").ClickAsync();
        await Expect(visitor.Find("response-kept")).ToHaveTextAsync("–");
        await visitor.Find("report-by").SelectOptionAsync("operator");
        await Expect(visitor.Find("report-row")).ToContainTextAsync("李小雨");
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Find("export").ClickAsync());
        Assert.Contains("李小雨", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);

        // The inbox counts down to it, and can be narrowed to what is near.
        await visitor.Page.GotoAsync("/");
        await Expect(visitor.Find("inbox-item").Locator(".wait")).ToContainTextAsync("剩 1时");
        await visitor.Find("due-filter").SelectOptionAsync("late");
        await Expect(visitor.Find("inbox-item")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Who_does_not_lead_only_looks_also_on_a_phone()
    {
        var community = await bench.CommunityAsync();
        await using var visitor = await bench.VisitorAsync(390, 780);
        await visitor.SignInAsync(community.Login, path: "/service");
        await Expect(visitor.Find("empty").First).ToBeVisibleAsync();
        await visitor.Find("view-level").ClickAsync();
        await Expect(visitor.Find("first")).ToBeDisabledAsync();
        await Expect(visitor.Find("level-put")).ToHaveCountAsync(0);
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        Assert.Empty(visitor.Complaints);
    }
}
