using Steward.Contracts.Events.Channels;
using Steward.Members.Groups;
using static Steward.Members.Tests.MembersBench;

namespace Steward.Members.Tests.Groups;

[Collection(MembersCollection.Name)]
public sealed class DismissGroupTests(MembersBench bench)
{
    private readonly Guid _brand = Guid.NewGuid();
    private readonly Guid _group = Guid.NewGuid();
    private readonly Guid _li = Guid.NewGuid();

    [Fact]
    public async Task A_dismissed_group_is_empty_and_its_people_have_left()
    {
        await SyncAsync(Monday);
        await DismissAsync(Monday.AddHours(1));
        await DismissAsync(Monday.AddHours(1));

        var group = await bench.GroupAsync(_brand, _group);
        Assert.Equal((true, 0), (group.Dismissed, group.Members));
        var totals = await bench.TotalsAsync(_brand);
        Assert.Equal((0, 0), (totals.Groups, totals.Members));
        Assert.Equal(Monday.AddHours(1), Assert.Single((await bench.MemberAsync(_brand, _li)).Memberships).LeftAt.ToDateTimeOffset());
    }

    [Fact]
    public async Task Only_a_roster_read_after_the_dismissal_brings_the_group_back()
    {
        await SyncAsync(Monday);
        await DismissAsync(Monday.AddHours(1));
        await SyncAsync(Monday.AddMinutes(30));
        Assert.True((await bench.GroupAsync(_brand, _group)).Dismissed);

        await SyncAsync(Monday.AddHours(2));
        var group = await bench.GroupAsync(_brand, _group);
        Assert.Equal((false, 1), (group.Dismissed, group.Members));
    }

    [Fact]
    public async Task Dismissing_a_group_that_nobody_knows_does_nothing()
    {
        await DismissAsync(Monday);

        Assert.Equal(0, (await bench.TotalsAsync(_brand)).Groups);
    }

    private Task SyncAsync(DateTimeOffset at) => bench.HandleAsync<GroupSyncedV1, StoreRoster>(Roster(_brand, _group, at, Person(_li)));

    private Task DismissAsync(DateTimeOffset at) =>
        bench.HandleAsync<GroupDismissedV1, DismissGroup>(new GroupDismissedV1 { BrandId = _brand, Partition = 0, GroupId = _group, At = at });
}
