using Steward.Contracts.Events.Channels;
using Steward.Kernel;
using Steward.Testing;

namespace Steward.Channels.Tests.Roster;

public sealed class RosterFlowTests
{
    [Fact]
    public async Task Syncing_reads_every_group_and_tells_each_whole_roster()
    {
        await using var simulator = await Simulator.StartAsync();
        await using var world = await World.WithAsync(simulator, await simulator.CorpAsync());

        var synced = await world.SyncAsync();

        Assert.True(synced.Groups >= 10, synced.ToString());
        Assert.Equal(0, synced.FailedGroups);
        await Eventually.TrueAsync(() => Task.FromResult(world.Host.Published<GroupSyncedV1>().Count == synced.Groups), TimeSpan.FromSeconds(20), "every group is told");
        var groups = world.Host.Published<GroupSyncedV1>();
        Assert.Equal(synced.Memberships, groups.Sum(group => group.Roster.Count));
        Assert.All(groups, group => Assert.Equal(GroupId.From(new AccountId(world.Account), group.ExternalId).Value, group.GroupId));
        Assert.All(groups, group => Assert.Contains(group.Roster, person => person.MemberId == group.OwnerId && person.IsStaff));
        Assert.Equal(synced.Groups, (await world.Accounts.ListAccountsAsync(new() { BrandId = world.Brand.ToString() })).Accounts.Single().Groups);
    }

    [Fact]
    public async Task A_group_that_cannot_be_read_does_not_touch_its_neighbours()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);
        wecom.On("externalcontact/groupchat/list", body => body.GetProperty("cursor").GetString() == ""
            ? """{"errcode":0,"group_chat_list":[{"chat_id":"wr1"},{"chat_id":"wr2"}],"next_cursor":"more"}"""
            : """{"errcode":0,"group_chat_list":[{"chat_id":"wr3"},{"chat_id":"wr4"}],"next_cursor":""}""");
        wecom.On("externalcontact/groupchat/get", body => body.GetProperty("chat_id").GetString() switch
        {
            "wr2" => """{"errcode":60011,"errmsg":"no privilege"}""",
            "wr3" => """{"errcode":0,"group_chat":{"chat_id":"wr3","member_list":"nonsense"}}""",
            var id => $$$"""{"errcode":0,"group_chat":{"chat_id":"{{{id}}}","name":"群","owner":"zhang","create_time":1572505490,"member_list":[{"userid":"zhang","type":1,"join_time":1572505491,"join_scene":1,"name":"张"},{"userid":"wm1","type":2,"join_time":1572505491,"join_scene":3,"state":"qr"}],"member_version":"v"}}""",
        });

        var synced = await world.SyncAsync();

        Assert.Equal((2, 4, 2), (synced.Groups, synced.Memberships, synced.FailedGroups));
        var told = await world.Host.NextAsync<GroupSyncedV1>(group => group.ExternalId == "wr4");
        Assert.Equal("qr", told.Roster.Single(person => !person.IsStaff).JoinState);
    }

    [Fact]
    public async Task An_app_that_sees_more_owners_than_one_list_may_leave_unnamed_is_listed_owner_by_owner()
    {
        await using var simulator = await Simulator.StartAsync();
        var corp = await simulator.CorpAsync();
        await simulator.ControlAsync(HttpMethod.Put, "/sim/v1/scale", new { corp = corp.CorpId, groups = 1200, membersPerGroup = 3, owners = 1100 });
        await using var world = await World.WithAsync(simulator, corp);

        var synced = await world.SyncAsync();

        var crowd = (await simulator.ControlAsync(HttpMethod.Get, "/sim/v1/scale")).GetProperty("corps").EnumerateArray().Single(one => one.GetProperty("corpId").GetString() == corp.CorpId);
        Assert.Equal((crowd.GetProperty("groups").GetInt32(), 0), (synced.Groups, synced.FailedGroups));
        Assert.Equal(crowd.GetProperty("groups").GetInt64(), await world.AskAsync<long>("select count(*) from groups"));
    }

    [Fact]
    public async Task Many_groups_with_the_same_people_are_kept_at_once_and_a_later_read_stands()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        var renamed = false;
        wecom.On("externalcontact/groupchat/list", _ => $$"""{"errcode":0,"group_chat_list":[{{string.Join(',', Enumerable.Range(0, 150).Select(n => $$"""{"chat_id":"wr{{n}}"}"""))}}],"next_cursor":""}""");
        wecom.On("externalcontact/groupchat/get", body =>
        {
            var chat = body.GetProperty("chat_id").GetString()!;
            var people = Enumerable.Range(0, 5).Select(n => $$"""{"userid":"wmShared{{n}}","type":2,"join_time":1572505491,"join_scene":3,"name":"{{(renamed ? "新" : "旧")}}{{n}}"}""");
            return $$$"""{"errcode":0,"group_chat":{"chat_id":"{{{chat}}}","name":"群{{{chat}}}","owner":"zhang","create_time":1572505490,"member_list":[{{{string.Join(',', people)}}},{"userid":"wm{{{chat}}}","type":2,"join_time":1572505491,"join_scene":3}],"member_version":"{{{(renamed ? 2 : 1)}}}"}}""";
        });
        await using var world = await World.WithAsync(wecom);

        Assert.Equal((150, 900, 0), (await world.SyncAsync()) is var first ? (first.Groups, first.Memberships, first.FailedGroups) : default);
        renamed = true;
        Assert.Equal(150, (await world.SyncAsync()).Groups);

        Assert.Equal(155L, await world.AskAsync<long>("select count(*) from people"));
        Assert.Equal(5L, await world.AskAsync<long>("select count(*) from people where name like '新%'"));
        Assert.Equal(150L, await world.AskAsync<long>("select count(*) from groups where cardinality(members) = 6 and member_version = '2' and name = '群' || chat_id"));
        await Eventually.TrueAsync(() => Task.FromResult(world.Host.Published<GroupSyncedV1>().Count == 300), TimeSpan.FromSeconds(20), "every read is told");
        Assert.All(world.Host.Published<GroupSyncedV1>().GroupBy(group => group.GroupId), reads => Assert.Equal(reads.Select(read => read.SyncedAt).Order(), reads.Select(read => read.SyncedAt)));
    }

    [Fact]
    public async Task Joining_leaving_removing_renaming_and_dismissing_in_the_client_reach_the_others()
    {
        await using var simulator = await Simulator.StartAsync();
        var corp = await simulator.CorpAsync();
        await using var world = await World.WithAsync(simulator, corp);
        await simulator.ControlAsync(HttpMethod.Put, $"/sim/v1/corps/{corp.CorpId}/callback", new { url = new Uri(world.Host.HttpAddress, $"/callbacks/wecom/{world.Account}").ToString() });

        var chat = (await simulator.ControlAsync(HttpMethod.Post, "/sim/v1/groups", new { corp = corp.CorpId, name = "新群" })).GetProperty("chatId").GetString()!;
        await world.Host.NextAsync<GroupSyncedV1>(group => group.ExternalId == chat && group.Name == "新群");

        var joined = (await simulator.ControlAsync(HttpMethod.Post, $"/sim/v1/groups/{chat}/members", new { name = "王语嫣", scene = 3, state = "poster_a" })).GetProperty("id").GetString()!;
        var other = (await simulator.ControlAsync(HttpMethod.Post, $"/sim/v1/groups/{chat}/members", new { name = "段誉", scene = 2 })).GetProperty("id").GetString()!;
        var synced = await world.Host.NextAsync<GroupSyncedV1>(group => group.ExternalId == chat && group.Roster.Count(person => !person.IsStaff) == 2);
        var person = synced.Roster.Single(one => one.ExternalId == joined);
        Assert.Equal(("王语嫣", 3, "poster_a"), (person.Name, person.JoinScene, person.JoinState));

        await simulator.ControlAsync(HttpMethod.Delete, $"/sim/v1/groups/{chat}/members/{joined}?scene=0");
        var left = await world.Host.NextAsync<MembersLeftV1>();
        Assert.False(left.Removed);
        Assert.Equal([person.MemberId], left.MemberIds);
        await simulator.ControlAsync(HttpMethod.Delete, $"/sim/v1/groups/{chat}/members/{other}?scene=1");
        Assert.True((await world.Host.NextAsync<MembersLeftV1>(one => one.GroupId == synced.GroupId)).Removed);

        await simulator.ControlAsync(HttpMethod.Put, $"/sim/v1/groups/{chat}/name", new { name = "改名的群" });
        await world.Host.NextAsync<GroupSyncedV1>(group => group.ExternalId == chat && group.Name == "改名的群");
        await simulator.ControlAsync(HttpMethod.Delete, $"/sim/v1/groups/{chat}");
        Assert.Equal(synced.GroupId, (await world.Host.NextAsync<GroupDismissedV1>()).GroupId);
    }
}
