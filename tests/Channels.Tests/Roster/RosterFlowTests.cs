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
