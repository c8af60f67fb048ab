using System.Collections.Concurrent;
using Grpc.Core;
using Steward.Channels.Roster;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.ServiceDefaults.Grpc;
using Steward.Testing;

namespace Steward.Channels.Tests.Roster;

public sealed class ReconciliationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_comparison_repairs_what_lost_callbacks_left_wrong_says_what_it_repaired_and_then_finds_nothing()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        var groups = new ConcurrentDictionary<string, (string Version, string[] People)>
        {
            ["wrSame"] = ("v1", ["wm1", "wm2"]), ["wrChanged"] = ("v1", ["wm1", "wm2"]), ["wrGone"] = ("v1", ["wm1"]), ["wrBad"] = ("v1", ["wm1"]),
        };
        Script(wecom, groups);
        await using var world = await World.WithAsync(wecom);
        Assert.Equal(4, (await world.SyncAsync()).Groups);

        await Eventually.TrueAsync(() => Task.FromResult(world.Host.Published<GroupSyncedV1>().Count == 4), Patience, "the four groups are told");

        // All of this happened while no callback came.
        groups["wrChanged"] = ("v2", ["wm2", "wm3", "wm4"]);
        groups["wrNew"] = ("v1", ["wm9"]);
        groups.TryRemove("wrGone", out _);
        groups["wrBad"] = ("error", []);
        var run = await RunAsync(world);

        Assert.Equal(("asked", "done"), (run.Cause, run.State));
        Assert.Equal((4, 5, 1, 1), (run.GroupsListed, run.GroupsCompared, run.GroupsMissing, run.GroupsExtra));
        Assert.Equal((3, 3, 1, 1), (run.RostersRepaired, run.MembersAdded, run.MembersRemoved, run.Failures));
        Assert.Contains("60011", run.Error, StringComparison.Ordinal);
        await world.Host.NextAsync<GroupSyncedV1>(group => group.ExternalId == "wrNew");
        await world.Host.NextAsync<GroupSyncedV1>(group => group.ExternalId == "wrChanged" && group.Roster.Count == 3);
        await world.Host.NextAsync<GroupDismissedV1>(group => group.GroupId == GroupId.From(new AccountId(world.Account), "wrGone").Value);
        Assert.Equal(6, world.Host.Published<GroupSyncedV1>().Count);

        groups["wrBad"] = ("v1", ["wm1"]);
        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from consent_checks") == 0, Patience, "the archive was asked who agrees");
        Assert.Equal("wm3", await world.AskAsync<string>("select person from archive_consents where not agreed and chat_id = 'wrChanged'"));
        var again = await RunAsync(world);
        Assert.Equal((4, 0, 0, 0, 0), (again.GroupsListed, again.RostersRepaired, again.GroupsMissing, again.GroupsExtra, again.Failures));
        Assert.Equal(2, (await ListAsync(world)).Count);
    }

    [Fact]
    public async Task Refused_credentials_end_the_comparison_instead_of_being_tried_on_every_group()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        var groups = new ConcurrentDictionary<string, (string, string[])>(Enumerable.Range(0, 500).Select(n => KeyValuePair.Create($"wr{n}", ("refused", Array.Empty<string>()))));
        Script(wecom, groups);
        await using var world = await World.WithAsync(wecom, request => request.ArchiveSecret = "");

        var run = await RunAsync(world);

        Assert.Equal("failed", run.State);
        Assert.Contains("60020", run.Error, StringComparison.Ordinal);
        Assert.InRange(wecom.Calls.Count(call => call.EndsWith("groupchat/get", StringComparison.Ordinal)), 1, 50);
        Assert.Contains("60020", (await world.Accounts.ListAccountsAsync(new ListAccountsRequest { BrandId = world.Brand.ToString() })).Accounts.Single().LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_account_is_compared_in_the_night_once_however_many_replicas_there_are()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        Script(wecom, new ConcurrentDictionary<string, (string, string[])> { ["wr1"] = ("v1", ["wm1"]) });
        await using var world = await World.WithAsync(wecom);
        await using var replica = await World.HostAsync(world.Host, null);
        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from reconciliation_turns where due_at > now()") == 1, Patience, "the account has its first night");

        await world.AskAsync<DateTime>("update reconciliation_turns set due_at = now() - interval '1 second' returning due_at");

        await Eventually.TrueAsync(async () => await ListAsync(world) is [{ State: "done" }], Patience, "the night's comparison ran");
        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from reconciliation_turns where due_at > now() and leased_until is null") == 1, Patience, "the next night is set");
        var run = Assert.Single(await ListAsync(world));
        Assert.Equal(("nightly", 1), (run.Cause, run.GroupsMissing));
    }

    [Fact]
    public async Task Another_brand_neither_asks_nor_sees()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        Script(wecom, new ConcurrentDictionary<string, (string, string[])> { ["wr1"] = ("v1", ["wm1"]) });
        await using var world = await World.WithAsync(wecom);
        await RunAsync(world);
        var brand = Guid.NewGuid();
        var stranger = world.Host.Client<AccountService.AccountServiceClient>(ServiceHost.AdminOf(brand));

        var refused = await Assert.ThrowsAsync<RpcException>(() => stranger.ReconcileAccountAsync(new ReconcileAccountRequest { BrandId = brand.ToString(), AccountId = world.Account.ToString() }).ResponseAsync);
        Assert.Equal("CHN-001", refused.ToProblem().Code);
        Assert.Empty((await stranger.ListReconciliationsAsync(new ListReconciliationsRequest { BrandId = brand.ToString() })).Reconciliations);
        var lead = world.Host.Client<AccountService.AccountServiceClient>(ServiceHost.LeadOf(world.Brand));
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => lead.ListReconciliationsAsync(new ListReconciliationsRequest { BrandId = world.Brand.ToString() }).ResponseAsync)).StatusCode);
    }

    [Theory]
    [InlineData("2026-03-01T18:00:00Z", "2026-03-01T19:30:00Z")]
    [InlineData("2026-03-01T19:30:00Z", "2026-03-02T19:30:00Z")]
    [InlineData("2026-03-01T23:00:00Z", "2026-03-02T19:30:00Z")]
    public void The_night_is_the_brands_own(string now, string next) =>
        Assert.Equal(DateTimeOffset.Parse(next, null), ReconciliationTurns.NextNight(DateTimeOffset.Parse(now, null), new TimeOnly(3, 30), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")));

    [Fact]
    public async Task The_night_follows_the_zone_that_the_brand_has_named_and_else_the_setting()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        Script(wecom, new ConcurrentDictionary<string, (string, string[])> { ["wr1"] = ("v1", ["wm1"]) });
        await using var world = await World.WithAsync(wecom, "--Roster:TimeZone=Asia/Tokyo");
        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from reconciliation_turns where to_char(due_at at time zone 'Asia/Tokyo', 'HH24:MI') = '03:30'") == 1, Patience, "the first night is Tokyo's");

        var quotas = world.Host.Client<QuotaService.QuotaServiceClient>(ServiceHost.LeadOf(world.Brand));
        await quotas.SetQuietHoursAsync(new SetQuietHoursRequest { BrandId = world.Brand.ToString(), From = "22:00", To = "08:00", Zone = "Europe/Lisbon" });
        await RunAsync(world);

        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from reconciliation_turns where to_char(due_at at time zone 'Europe/Lisbon', 'HH24:MI') = '03:30'") == 1, Patience, "the next night is Lisbon's");
    }

    private static void Script(ScriptedWeCom wecom, ConcurrentDictionary<string, (string Version, string[] People)> groups)
    {
        wecom.On("msgaudit/check_room_agree", body => body.GetProperty("roomid").GetString() == "wrChanged"
            ? """{"errcode":0,"agreeinfo":[{"status_change_time":1562766651,"exteranalopenid":"wm3","agree_status":"Disagree"},{"status_change_time":1562766651,"exteranalopenid":"wm4","agree_status":"Agree"}]}"""
            : """{"errcode":301042,"errmsg":"no archive for this room"}""");
        wecom.On("externalcontact/groupchat/list", _ => $$"""{"errcode":0,"group_chat_list":[{{string.Join(',', groups.Keys.Select(id => $$"""{"chat_id":"{{id}}"}"""))}}],"next_cursor":""}""");
        wecom.On("externalcontact/groupchat/get", body =>
        {
            var id = body.GetProperty("chat_id").GetString()!;
            if (!groups.TryGetValue(id, out var group)) { return """{"errcode":40050,"errmsg":"chatid is not found"}"""; }

            if (group.Version is "error" or "refused") { return group.Version == "error" ? """{"errcode":60011,"errmsg":"no privilege"}""" : """{"errcode":60020,"errmsg":"not allow to access from your ip"}"""; }

            var members = group.People.Select(person => $$"""{"userid":"{{person}}","type":2,"join_time":1572505491,"join_scene":3,"name":"{{person}}"}""");
            return $$$"""{"errcode":0,"group_chat":{"chat_id":"{{{id}}}","name":"群","owner":"zhang","create_time":1572505490,"member_list":[{{{string.Join(',', members)}}}],"member_version":"{{{group.Version}}}"}}""";
        });
    }

    private static async Task<Reconciliation> RunAsync(World world)
    {
        var asked = await world.Accounts.ReconcileAccountAsync(new ReconcileAccountRequest { BrandId = world.Brand.ToString(), AccountId = world.Account.ToString() });
        Reconciliation? run = null;
        await Eventually.TrueAsync(async () => (run = (await ListAsync(world)).SingleOrDefault(one => one.ReconciliationId == asked.ReconciliationId)) is { State: not "running" }, Patience, "the comparison is done");
        return run!;
    }

    private static async Task<IReadOnlyList<Reconciliation>> ListAsync(World world) =>
        (await world.Accounts.ListReconciliationsAsync(new ListReconciliationsRequest { BrandId = world.Brand.ToString(), AccountId = world.Account.ToString() })).Reconciliations;
}
