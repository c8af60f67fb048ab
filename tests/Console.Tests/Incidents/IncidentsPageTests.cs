using System.Text.RegularExpressions;
using Steward.Contracts.Moderation.V1;
using Steward.Testing;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Incidents;

[Collection(BenchCollection.Name)]
public sealed class IncidentsPageTests(ConsoleBench bench)
{
    private const string Story = "听说人民广场店昨天有顾客吃坏肚子住院了，大家千万别去";

    [Fact]
    public async Task How_a_story_spread_is_told_notes_are_written_and_a_lead_closes_it()
    {
        var lead = await SpreadAsync("lead");
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: "/incidents");
        await Expect(visitor.Find("incident-row")).ToContainTextAsync("吃坏肚子");
        await visitor.Find("incident-row").ClickAsync();
        await Expect(visitor.Find("incident-groups").Locator("tbody tr")).ToHaveCountAsync(6);
        await Expect(visitor.Find("incident-groups")).ToContainTextAsync("人民广场店 1 群");
        await Expect(visitor.Page.Locator("[data-testid=timeline-entry][data-kind=opened]")).ToHaveCountAsync(1);
        await Expect(visitor.Page.Locator("[data-testid=timeline-entry][data-kind=told]").First).ToContainTextAsync("条消息");
        await Expect(visitor.Find("incident-note")).ToBeDisabledAsync();
        await visitor.Find("incident-text").FillAsync("已联系门店核实，没有此事");
        await visitor.Find("incident-note").ClickAsync();
        await Expect(visitor.Page.Locator("[data-testid=timeline-entry][data-kind=note]")).ToContainTextAsync("李小雨");

        await visitor.Find("incident-close").ClickAsync();
        await Expect(visitor.Find("incident-close-confirm")).ToBeDisabledAsync();
        await visitor.Find("incident-outcome").SelectOptionAsync("refuted");
        await visitor.Find("incident-text").FillAsync("门店发了声明");
        await visitor.Find("incident-close-confirm").ClickAsync();
        await Expect(visitor.Find("incident-state")).ToHaveAttributeAsync("data-state", "closed");
        await Expect(visitor.Page.Locator("[data-testid=timeline-entry][data-kind=closed]")).ToContainTextAsync("门店发了声明");
        await Expect(visitor.Find("incident-close")).ToHaveCountAsync(0);
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Find("export-timeline").ClickAsync());
        Assert.Contains("门店发了声明", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.Find("state-filter").SelectOptionAsync("open");
        await Expect(visitor.Find("empty")).ToBeVisibleAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("state=open"));
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task An_operator_writes_notes_closes_nothing_and_does_not_see_another_brands()
    {
        var community = await SpreadAsync("operator");
        await using var visitor = await bench.VisitorAsync(390, 780);
        await visitor.SignInAsync(community.Login, path: "/incidents?q=" + Uri.EscapeDataString("吃坏肚子"));
        await visitor.Find("incident-row").ClickAsync();
        await Expect(visitor.Find("incident-close")).ToHaveCountAsync(0);
        await visitor.Find("incident-text").FillAsync("2 群有人追问");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Find("discard")).ToBeVisibleAsync();
        await visitor.Page.Locator(".discard button").First.ClickAsync();
        await visitor.Find("incident-note").ClickAsync();
        await Expect(visitor.Page.Locator("[data-testid=timeline-entry][data-kind=note]")).ToContainTextAsync("追问");
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));

        var other = await bench.CommunityAsync("lead");
        await using var stranger = await bench.VisitorAsync();
        await stranger.SignInAsync(other.Login, path: $"/incidents?brand={community.Brand}");
        await Expect(stranger.Find("empty")).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Thresholds_are_set_with_their_versions_and_an_operator_only_reads_them()
    {
        var lead = await bench.CommunityAsync("lead");
        await using var visitor = await bench.VisitorAsync(390, 780);
        await visitor.SignInAsync(lead.Login, path: "/incidents");
        await visitor.Find("thresholds").ClickAsync();
        await Expect(visitor.Find("threshold-groups")).ToHaveValueAsync("5");
        await visitor.Find("threshold-groups").FillAsync("很多");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Find("discard")).ToBeVisibleAsync();
        await visitor.Page.Locator(".discard button").First.ClickAsync();
        await visitor.Find("thresholds-put").ClickAsync();
        await Expect(visitor.Find("threshold-mistake")).ToContainTextAsync("社群");
        await visitor.Find("threshold-groups").FillAsync("1");
        await visitor.Find("thresholds-put").ClickAsync();
        await Expect(visitor.Find("error-bar")).ToContainTextAsync("2 到 30");
        await visitor.Find("threshold-groups").FillAsync("3");
        await visitor.Find("thresholds-put").ClickAsync();
        await Expect(visitor.Find("threshold-version")).ToContainTextAsync("10 分钟内 3 个社群");
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));

        var community = await bench.CommunityAsync();
        await using var reader = await bench.VisitorAsync();
        await reader.SignInAsync(community.Login, path: "/incidents");
        await reader.Find("thresholds").ClickAsync();
        await Expect(reader.Find("threshold-groups")).ToBeDisabledAsync();
        await Expect(reader.Find("thresholds-put")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Complaints);
    }

    /// <summary>Six members tell the same story in six groups.</summary>
    private async Task<Community> SpreadAsync(string role)
    {
        var community = await bench.CommunityAsync(role);
        await bench.SayAsync(community, Enumerable.Range(0, 6).Select(group => (group == 0 ? community.Group : Guid.NewGuid(), Guid.NewGuid(), Story)));
        var incidents = bench.Moderation<IncidentService.IncidentServiceClient>(community.Brand, "somebody");
        await Eventually.TrueAsync(async () => (await incidents.ListIncidentsAsync(new ListIncidentsRequest { BrandId = community.Brand.ToString() })).Total == 1, ConsoleBench.Patience, "the incident is open");
        return community;
    }
}
