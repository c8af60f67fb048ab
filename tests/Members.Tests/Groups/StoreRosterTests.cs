using Grpc.Core;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Moderation;
using Steward.Members.Activity;
using Steward.Members.Groups;
using Steward.Testing;
using static Steward.Members.Tests.MembersBench;

namespace Steward.Members.Tests.Groups;

[Collection(MembersCollection.Name)]
public sealed class StoreRosterTests(MembersBench bench)
{
    private readonly Guid _brand = Guid.NewGuid();
    private readonly Guid _group = Guid.NewGuid();
    private readonly Guid _li = Guid.NewGuid();
    private readonly Guid _wang = Guid.NewGuid();

    [Fact]
    public async Task A_roster_from_the_broker_becomes_a_group_with_members_and_staff()
    {
        var id = Guid.CreateVersion7();
        var roster = Roster(_brand, _group, Monday, Person(_li), Person(_wang, "王主管", staff: true));
        await bench.Host.PublishAsync(roster, id);
        await bench.Host.PublishAsync(roster, id);
        await Eventually.TrueAsync(async () => (await bench.TotalsAsync(_brand)).Groups == 1, Patience, "the group is known");

        var group = await bench.GroupAsync(_brand, _group);
        Assert.Equal((1, 1, roster.Name, roster.ExternalId), (group.Members, group.Staff, group.Name, group.ExternalId));
        Assert.Equal("王主管", (await bench.MemberAsync(_brand, _wang)).Member.Name);
        Assert.Equal(1, (await bench.TotalsAsync(_brand)).Members);
    }

    [Fact]
    public async Task Who_is_missing_from_the_next_roster_has_left()
    {
        await SyncAsync(Monday, Person(_li), Person(_wang));
        await SyncAsync(Monday.AddHours(1), Person(_li));

        var stay = Assert.Single((await bench.MemberAsync(_brand, _wang)).Memberships);
        Assert.Equal(Monday.AddHours(1), stay.LeftAt.ToDateTimeOffset());
        Assert.False(stay.Removed);
        Assert.Equal(1, (await bench.GroupAsync(_brand, _group)).Members);
        Assert.Equal(1, (await bench.TotalsAsync(_brand)).Members);
        Assert.Equal(0, (await bench.MemberAsync(_brand, _wang)).Member.Groups);
    }

    [Fact]
    public async Task Who_comes_back_begins_another_stay_and_the_first_is_kept()
    {
        await SyncAsync(Monday, Person(_li, state: "poster"));
        await SayAsync(_li, 2);
        await SyncAsync(Monday.AddHours(1));
        await SyncAsync(Monday.AddHours(3), Person(_li, joined: Monday.AddHours(2), state: "friend"));
        await SayAsync(_li, 3);

        var member = await bench.MemberAsync(_brand, _li);
        Assert.Equal(["friend", "poster"], member.Memberships.Select(stay => stay.JoinState));
        Assert.Equal([3, 2], member.Memberships.Select(stay => stay.Messages));
        Assert.Null(member.Memberships[0].LeftAt);
        Assert.NotNull(member.Memberships[1].LeftAt);
        Assert.Equal((1, 5), (member.Member.Groups, member.Member.Messages));
    }

    [Fact]
    public async Task A_later_join_time_means_that_a_leave_was_missed()
    {
        await SyncAsync(Monday, Person(_li));
        await SyncAsync(Monday.AddHours(3), Person(_li, joined: Monday.AddHours(2)));

        var member = await bench.MemberAsync(_brand, _li);
        Assert.Equal(2, member.Memberships.Count);
        Assert.Equal(Monday.AddHours(2), member.Memberships[1].LeftAt.ToDateTimeOffset());
        Assert.Equal(1, member.Member.Groups);
    }

    [Fact]
    public async Task An_older_roster_changes_nothing_and_the_same_one_again_neither()
    {
        await SyncAsync(Monday, Person(_li, "新名字"));
        await SyncAsync(Monday, Person(_li, "新名字"));
        await SyncAsync(Monday.AddHours(-1), Person(_li, "旧名字"), Person(_wang));

        Assert.Equal("新名字", (await bench.MemberAsync(_brand, _li)).Member.Name);
        Assert.Single((await bench.MemberAsync(_brand, _li)).Memberships);
        await RefusedAsync(StatusCode.NotFound, "MEM-030", async () => await bench.MemberAsync(_brand, _wang));
    }

    [Fact]
    public async Task A_person_in_two_groups_counts_once_and_an_unknown_name_keeps_the_known_one()
    {
        await SyncAsync(Monday, Person(_li, "小李"));
        await bench.HandleAsync<GroupSyncedV1, StoreRoster>(Roster(_brand, Guid.NewGuid(), Monday.AddMinutes(1), Person(_li, string.Empty), Person(_li, "twice")));

        var member = (await bench.MemberAsync(_brand, _li)).Member;
        Assert.Equal((2, "小李"), (member.Groups, member.Name));
        var totals = await bench.TotalsAsync(_brand);
        Assert.Equal((2, 1), (totals.Groups, totals.Members));
    }

    [Fact]
    public async Task Names_that_PostgreSQL_cannot_hold_are_stored_without_the_offending_character()
    {
        await SyncAsync(Monday, Person(_li, "小\0李"));

        Assert.Equal("小李", (await bench.MemberAsync(_brand, _li)).Member.Name);
    }

    private Task SyncAsync(DateTimeOffset at, params RosterEntry[] people) => bench.HandleAsync<GroupSyncedV1, StoreRoster>(Roster(_brand, _group, at, people));

    private Task SayAsync(Guid who, int times) =>
        bench.HandleAsync<MessagesScreenedV1, RecordActivity>(Envelope(_brand, 0, [.. Enumerable.Range(0, times).Select(_ => Said(_group, who, Monday))]));
}
