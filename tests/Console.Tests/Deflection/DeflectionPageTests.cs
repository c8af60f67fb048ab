using Steward.Contracts.Content.V1;
using Steward.Testing;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Deflection;

[Collection(BenchCollection.Name)]
public sealed class DeflectionPageTests(ConsoleBench bench)
{
    [Fact]
    public async Task What_was_answered_alone_is_told_and_nothing_is_called_deflected_before_its_day_is_over()
    {
        var community = await bench.CommunityAsync();
        await bench.KnowAsync(community, ("生日券怎么领", "打开小程序，点“我的券”。"), ("几点开门", "每天 10:00 开门。"));
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/deflection");
        await Expect(visitor.Find("empty")).ToBeVisibleAsync();

        await bench.QuestionsAsync(community, "生日券怎么领", "天上有几颗星星");
        await Eventually.TrueAsync(
            async () => (await bench.Knowledge(community.Brand).GetKnowledgeTotalsAsync(new GetKnowledgeTotalsRequest { BrandId = community.Brand.ToString() })).Questions == 2, ConsoleBench.Patience, "both questions are decided");
        await visitor.Find("days").SelectOptionAsync("7");

        await Expect(visitor.Find("answered")).ToHaveTextAsync("1");
        await Expect(visitor.Find("pending")).ToHaveTextAsync("1");
        await Expect(visitor.Find("deflected-share")).ToHaveTextAsync("–");
        await Expect(visitor.Find("wrong-upper")).ToHaveTextAsync("–");
        await Expect(visitor.Find("entry-row")).ToContainTextAsync("生日券怎么领");
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Find("export").ClickAsync());
        Assert.Contains("生日券怎么领", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        Assert.Empty(visitor.Complaints);
    }
}
