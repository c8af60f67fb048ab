using Google.Protobuf.WellKnownTypes;
using Steward.Contracts.Content.V1;
using Steward.Testing;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Calendar;

[Collection(BenchCollection.Name)]
public sealed class HeldPostTests(ConsoleBench bench)
{
    [Fact]
    public async Task A_post_that_was_held_back_says_why_and_is_mended()
    {
        var community = await bench.CommunityAsync();
        var entry = new CalendarEntry
        {
            EntryId = Guid.NewGuid().ToString(), BrandId = community.Brand.ToString(), AccountId = community.Account.ToString(), Title = "周末", Text = "老饱周末见", GroupIds = { community.Group.ToString() },
            SendAt = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow().AddHours(1)),
        };
        await bench.Calendar(community.Brand).ScheduleEntryAsync(new ScheduleEntryRequest { Entry = entry });
        await bench.DrawRedLineAsync(community.Brand, "老饱", "block");
        await bench.DueNowAsync(entry.EntryId);
        await Eventually.TrueAsync(
            async () => (await bench.Calendar(community.Brand).ListEntriesAsync(new ListEntriesRequest { BrandId = entry.BrandId, State = "held" })).Total == 1, ConsoleBench.Patience, "the post is held back");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/calendar?state=held");

        await visitor.Find("entry-row").ClickAsync();
        await Expect(visitor.Find("held-for")).ToContainTextAsync("品牌名要写全。");
        await visitor.Find("mend-entry").ClickAsync();
        await visitor.Find("reword").ClickAsync();
        await Expect(visitor.Find("entry-text")).ToHaveValueAsync("饱乐星周末见");
        await visitor.Find("entry-save").ClickAsync();
        await Expect(visitor.Find("entry-row")).ToHaveCountAsync(0);

        var mended = Assert.Single((await bench.Calendar(community.Brand).ListEntriesAsync(new ListEntriesRequest { BrandId = entry.BrandId })).Entries);
        Assert.Equal((entry.EntryId, "scheduled", "饱乐星周末见"), (mended.EntryId, mended.State, mended.Text));
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_post_goes_out_at_the_time_that_was_chosen()
    {
        var community = await bench.CommunityAsync();
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/calendar");
        await visitor.Find("new-entry").ClickAsync();
        await visitor.Find("entry-title").FillAsync("元旦");
        await visitor.Find("entry-text").FillAsync("新年好，店里见。");
        // By the brand's clock, which is eight hours ahead.
        var chosen = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date.AddDays(3).AddHours(9.5);
        await visitor.Find("entry-time").FillAsync(chosen.ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await visitor.Find("pick-group").CheckAsync();
        await visitor.Find("entry-save").ClickAsync();
        await Expect(visitor.Find("entry-form")).ToHaveCountAsync(0);

        var planned = Assert.Single((await bench.Calendar(community.Brand).ListEntriesAsync(new ListEntriesRequest { BrandId = community.Brand.ToString() })).Entries);
        Assert.Equal(new DateTimeOffset(chosen, TimeSpan.FromHours(8)), planned.SendAt.ToDateTimeOffset());
        Assert.Empty(visitor.Complaints);
    }

    [Theory]
    [InlineData("operator")]
    [InlineData("lead")]
    public async Task What_is_for_review_goes_by_a_leads_tick_only(string role)
    {
        var community = await bench.CommunityAsync(role);
        await bench.DrawRedLineAsync(community.Brand, "老饱", "review");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login, path: "/calendar");
        await visitor.Find("new-entry").ClickAsync();
        await visitor.Find("entry-title").FillAsync("周末");
        await visitor.Find("entry-text").FillAsync("老饱周末见");
        await visitor.Find("pick-group").First.CheckAsync();
        await Expect(visitor.Find("compliance")).ToHaveAttributeAsync("data-verdict", "review");

        await visitor.Find("entry-save").ClickAsync();

        await Expect(visitor.Page.Locator(".modal").GetByTestId("error-bar")).ToContainTextAsync(role == "lead" ? "STW-012" : "STW-011");
        await Expect(visitor.Find("let-go")).ToHaveCountAsync(role == "lead" ? 1 : 0);
        if (role != "lead") { return; }

        await visitor.Find("let-go").CheckAsync();
        await visitor.Find("entry-save").ClickAsync();
        await visitor.Find("entry-row").ClickAsync();
        await Expect(visitor.Find("let-go-by")).ToContainTextAsync("老饱");
        Assert.Empty(visitor.Complaints);
    }
}
