using System.Text.RegularExpressions;
using Steward.Console.Shared;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Moderation.V1;
using Steward.Testing;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Pact;

[Collection(BenchCollection.Name)]
public sealed class PactPageTests(ConsoleBench bench)
{
    [Fact]
    public async Task A_pact_is_begun_from_the_template_refused_by_the_gate_mended_and_published_with_the_number_of_groups()
    {
        var lead = await KnownAsync();
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: $"/pact?brand={lead.Brand}");
        await Expect(visitor.Find("empty")).ToContainTextAsync("还没有公约");
        await visitor.Find("pact-begin").ClickAsync();
        await Expect(visitor.Find("pact-text")).ToHaveValueAsync(new Regex("零容忍"));
        await Expect(visitor.Find("pact-preview")).ToContainTextAsync("欢迎加入");

        await visitor.Find("pact-text").FillAsync("我们是全国销量第一的社群");
        await Expect(visitor.Find("compliance").First).ToHaveAttributeAsync("data-verdict", "block");
        await visitor.Find("pact-publish").ClickAsync();
        await visitor.Find("pact-publish-confirm").ClickAsync();
        await Expect(visitor.Find("error-bar")).ToContainTextAsync("不能发出的用语");

        await visitor.Find("pact-text").FillAsync("请遵守公约：不刷屏、不引流。");
        await visitor.Find("pact-note").FillAsync("首次发布");
        await visitor.Find("pact-publish").ClickAsync();
        await Expect(visitor.Find("pact-question")).ToContainTextAsync("1 个社群将收到群公告");
        await visitor.Find("pact-publish-confirm").ClickAsync();
        await Expect(visitor.Find("pact-now")).ToContainTextAsync("第 1 版");
        await Expect(visitor.Find("pact-text-now")).ToContainTextAsync("不刷屏、不引流");

        // The next version begins with what holds; what differs is shown with the version.
        await visitor.Find("pact-begin").ClickAsync();
        await visitor.Find("pact-text").FillAsync("请遵守公约：不刷屏、不引流、不造谣。");
        await visitor.Find("pact-publish").ClickAsync();
        await visitor.Find("pact-publish-confirm").ClickAsync();
        await Expect(visitor.Find("pact-now")).ToContainTextAsync("第 2 版");
        await visitor.Find("pact-version").First.ClickAsync();
        await Expect(visitor.Find("pact-difference")).ToContainTextAsync("不造谣");
        await visitor.Find("pact-end").ClickAsync();
        await visitor.Find("pact-end-confirm").ClickAsync();
        await Expect(visitor.Find("empty")).ToContainTextAsync("还没有公约");
        await Expect(visitor.Find("pact-version").First).ToHaveAttributeAsync("data-state", "ended");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_draft_is_kept_and_thrown_away_and_a_group_has_its_own()
    {
        var lead = await KnownAsync();
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: $"/pact?brand={lead.Brand}&view=groups");
        await visitor.Find("pact-group-open").ClickAsync();
        await Expect(visitor.Find("pact-group")).ToContainTextAsync("人民广场店");
        await visitor.Find("pact-begin").ClickAsync();
        await visitor.Find("pact-text").FillAsync("本群公约");
        await visitor.Find("pact-save").ClickAsync();
        await Expect(visitor.Find("pact-said")).ToContainTextAsync("已保存");
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Find("pact-text")).ToHaveValueAsync("本群公约");
        await visitor.Find("pact-discard").ClickAsync();
        await visitor.Find("pact-discard-confirm").ClickAsync();
        await Expect(visitor.Find("pact-text")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Receipts_are_filtered_and_exported_and_who_joined_before_is_reminded_after_a_count()
    {
        var lead = await KnownAsync(lead => [lead.Member]);
        var pacts = await PublishAsync(lead);
        var (joined, failed) = (Guid.NewGuid(), Guid.NewGuid());
        await RosterAsync(lead, lead.Member, joined, failed);
        var receipts = await ReceiptsAsync(lead, pacts, 2);
        await SettleAsync(lead, receipts.Single(one => one.MemberId == failed.ToString()).CommandId, "failed", "不是客户");
        await Eventually.TrueAsync(async () => (await pacts.ListReceiptsAsync(new ListReceiptsRequest { BrandId = lead.Brand.ToString(), State = "failed" })).Total == 1, ConsoleBench.Patience, "one has failed");

        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: $"/pact?view=receipts&brand={lead.Brand}");
        await Expect(visitor.Find("receipt-row")).ToHaveCountAsync(2);
        await visitor.Find("receipt-state").SelectOptionAsync("failed");
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("state=failed"));
        await Expect(visitor.Find("receipt-row")).ToHaveCountAsync(1);
        await Expect(visitor.Find("receipt-row")).ToContainTextAsync("不是客户");
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Find("export").ClickAsync());
        Assert.Contains("不是客户", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);

        await visitor.Find("receipt-state").SelectOptionAsync("");
        await visitor.Find("pact-remind-recent").ClickAsync();
        await visitor.Find("pact-count").ClickAsync();
        await Expect(visitor.Find("pact-reach")).ToContainTextAsync("1 名成员");
        await visitor.Find("pact-remind-confirm").ClickAsync();
        await Expect(visitor.Find("receipt-row")).ToHaveCountAsync(3);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_notice_that_failed_is_seen_and_asked_for_again()
    {
        var lead = await KnownAsync();
        var pacts = await PublishAsync(lead);
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: $"/pact?view=groups&brand={lead.Brand}");
        await Expect(visitor.Find("pact-group-row")).ToHaveAttributeAsync("data-notice", "asked");
        await visitor.Find("pact-go-on").ClickAsync();
        await Expect(visitor.Find("pact-said")).ToContainTextAsync("0 / 0");
        await visitor.Find("notice-filter").SelectOptionAsync("none");
        await Expect(visitor.Find("empty")).ToBeVisibleAsync();
        Assert.Equal(1, (await pacts.ListPactGroupsAsync(new ListPactGroupsRequest { BrandId = lead.Brand.ToString(), Notice = "asked" })).Total);
        Assert.Empty(visitor.Complaints);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("groups")]
    [InlineData("receipts")]
    public async Task Nothing_is_wider_than_a_telephone(string view)
    {
        var lead = await KnownAsync();
        await PublishAsync(lead);
        await RosterAsync(lead, Guid.NewGuid());
        await using var visitor = await bench.VisitorAsync(390, 780);
        await visitor.SignInAsync(lead.Login, path: $"/pact?view={view}&brand={lead.Brand}");
        await Expect(visitor.Page.Locator("[data-testid=pact-now], [data-testid=pact-groups], [data-testid=receipts], [data-testid=empty]").First).ToBeVisibleAsync();
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Zero_tolerance_is_switched_on_with_its_brake()
    {
        var lead = await KnownAsync();
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(lead.Login, path: $"/discipline?view=policy&brand={lead.Brand}");
        await visitor.Find("at-once").CheckAsync();
        await Expect(visitor.Find("most-at-once")).ToHaveValueAsync("20");
        await visitor.Find("most-at-once").FillAsync("0");
        await visitor.Find("policy-put").ClickAsync();
        await visitor.Find("most-at-once").FillAsync("2000");
        await visitor.Find("policy-confirm").ClickAsync();
        await Expect(visitor.Find("policy-mistake")).ToContainTextAsync("1 到 1000");
        await visitor.Find("most-at-once").FillAsync("5");
        await visitor.Find("policy-put").ClickAsync();
        await visitor.Find("policy-confirm").ClickAsync();
        await Expect(visitor.Find("policy-said")).ToContainTextAsync("第 1 版已生效");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public void What_changed_is_told_by_lines() =>
        Assert.Equal([" a", "-b", "+x", " c", "+d"], LineDifference.Of("a\nb\nc", "a\nx\r\nc\nd").Select(line => $"{line.Mark}{line.Text}"));

    private async Task<Community> KnownAsync(Func<Community, Guid[]>? joined = null)
    {
        var lead = await bench.CommunityAsync("lead");
        await RosterAsync(lead, joined?.Invoke(lead) ?? []);
        var pacts = bench.Moderation<PactService.PactServiceClient>(lead.Brand, "somebody");
        await Eventually.TrueAsync(async () => (await pacts.ListPactGroupsAsync(new ListPactGroupsRequest { BrandId = lead.Brand.ToString() })).Total == 1, ConsoleBench.Patience, "the group is known");
        return lead;
    }

    private async Task<PactService.PactServiceClient> PublishAsync(Community lead)
    {
        var pacts = bench.Moderation<PactService.PactServiceClient>(lead.Brand, "somebody");
        var draft = (await pacts.SavePactDraftAsync(new SavePactDraftRequest { BrandId = lead.Brand.ToString(), Text = "请遵守公约", Reminder = "欢迎加入{group}", Remind = true })).Draft;
        using var call = pacts.PublishPact(new PublishPactRequest { BrandId = lead.Brand.ToString(), Version = draft.Version, Revision = draft.Revision });
        while (await call.ResponseStream.MoveNext(CancellationToken.None)) { }

        return pacts;
    }

    /// <summary>The roster of the community's group, with those who have just joined.</summary>
    private Task RosterAsync(Community community, params Guid[] joined)
    {
        var now = TimeProvider.System.GetUtcNow();
        return bench.TellModerationAsync(new GroupSyncedV1
        {
            BrandId = community.Brand, AccountId = community.Account, Partition = 1, GroupId = community.Group, ExternalId = "wr-1", Name = "人民广场店 1 群", OwnerId = Guid.NewGuid(), CreatedAt = now, SyncedAt = now,
            Roster = [.. joined.Select(member => new RosterEntry { MemberId = member, ExternalId = $"{member}", Name = "新来的", IsStaff = false, JoinedAt = now, JoinScene = 3, JoinState = "" })],
        });
    }

    private Task SettleAsync(Community community, string command, string outcome, string reason) => bench.TellModerationAsync(new ActSettledV1
    {
        CommandId = Guid.Parse(command), BrandId = community.Brand, Kind = "send-private", Origin = "pact", Outcome = outcome, By = "api", Reason = reason, At = TimeProvider.System.GetUtcNow(),
    });

    private static async Task<IReadOnlyList<Receipt>> ReceiptsAsync(Community lead, PactService.PactServiceClient pacts, int count)
    {
        await Eventually.TrueAsync(async () => (await pacts.ListReceiptsAsync(new ListReceiptsRequest { BrandId = lead.Brand.ToString() })).Total == count, ConsoleBench.Patience, $"{count} are reminded");
        return (await pacts.ListReceiptsAsync(new ListReceiptsRequest { BrandId = lead.Brand.ToString() })).Receipts;
    }
}
