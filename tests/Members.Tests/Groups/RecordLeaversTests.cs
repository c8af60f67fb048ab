using Steward.Contracts.Events.Channels;
using Steward.Members.Groups;
using Steward.Testing;
using static Steward.Members.Tests.MembersBench;

namespace Steward.Members.Tests.Groups;

[Collection(MembersCollection.Name)]
public sealed class RecordLeaversTests(MembersBench bench)
{
    private readonly Guid _brand = Guid.NewGuid();
    private readonly Guid _group = Guid.NewGuid();
    private readonly Guid _li = Guid.NewGuid();

    [Fact]
    public async Task A_removal_from_the_broker_ends_the_stay_and_is_kept_as_one()
    {
        await SyncAsync(Monday, Person(_li), Person(Guid.NewGuid()));
        await bench.Host.PublishAsync(Left(Monday.AddMinutes(5), removed: true, _li, Guid.NewGuid()));
        await Eventually.TrueAsync(async () => (await bench.TotalsAsync(_brand)).Members == 1, Patience, "one has left");

        var stay = Assert.Single((await bench.MemberAsync(_brand, _li)).Memberships);
        Assert.True(stay.Removed);
        Assert.Equal(Monday.AddMinutes(5), stay.LeftAt.ToDateTimeOffset());
        Assert.Equal(1, (await bench.GroupAsync(_brand, _group)).Members);
    }

    [Fact]
    public async Task A_roster_that_noticed_first_is_mended_and_nothing_is_subtracted_twice()
    {
        await SyncAsync(Monday, Person(_li));
        await SyncAsync(Monday.AddMinutes(10));
        await HandleAsync(Left(Monday.AddMinutes(5), removed: true, _li));

        var member = await bench.MemberAsync(_brand, _li);
        Assert.True(Assert.Single(member.Memberships).Removed);
        Assert.Equal(Monday.AddMinutes(5), member.Memberships[0].LeftAt.ToDateTimeOffset());
        Assert.Equal(0, member.Member.Groups);
    }

    [Fact]
    public async Task An_old_leave_does_not_end_a_stay_that_began_after_it()
    {
        await SyncAsync(Monday, Person(_li, joined: Monday.AddMinutes(-1)));
        await HandleAsync(Left(Monday.AddMinutes(-5), removed: false, _li));

        Assert.Null(Assert.Single((await bench.MemberAsync(_brand, _li)).Memberships).LeftAt);
        Assert.Equal(1, (await bench.TotalsAsync(_brand)).Members);
    }

    [Fact]
    public async Task A_roster_read_before_the_leave_does_not_bring_the_person_back()
    {
        await SyncAsync(Monday, Person(_li));
        await HandleAsync(Left(Monday.AddMinutes(5), removed: false, _li));
        await SyncAsync(Monday.AddMinutes(4), Person(_li));

        Assert.Equal(0, (await bench.MemberAsync(_brand, _li)).Member.Groups);
        Assert.Equal(0, (await bench.GroupAsync(_brand, _group)).Members);
    }

    private Task SyncAsync(DateTimeOffset at, params RosterEntry[] people) => bench.HandleAsync<GroupSyncedV1, StoreRoster>(Roster(_brand, _group, at, people));

    private Task HandleAsync(MembersLeftV1 left) => bench.HandleAsync<MembersLeftV1, RecordLeavers>(left);

    private MembersLeftV1 Left(DateTimeOffset at, bool removed, params Guid[] people) =>
        new() { BrandId = _brand, Partition = 0, GroupId = _group, MemberIds = people, Removed = removed, At = at };
}
