namespace Steward.Kernel.Tests;

/// <summary>Events under way carry their lane, and order within a group depends on it: it must never change for a given count.</summary>
public sealed class PartitionTests
{
    private static readonly AccountId Account = new(new Guid("ac000000-0000-4000-8000-000000000001"));

    [Theory]
    [InlineData("603591cf-e693-8706-8e7a-b8a4ec065950", 8, 0)]
    [InlineData("544631d9-e60d-82e7-a9ee-6e2f7e2beb13", 8, 3)]
    [InlineData("383fa528-8528-83c6-a83f-cb55c49be446", 8, 6)]
    [InlineData("383fa528-8528-83c6-a83f-cb55c49be446", 3, 1)]
    [InlineData("46dc9ab8-fa9c-84d5-805f-b47ef627c73b", 16, 11)]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff", 7, 3)]
    [InlineData("00000000-0000-0000-0000-000080000001", 7, 3)]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff", 1, 0)]
    public void Known_groups_take_known_lanes(string group, int count, int lane) =>
        Assert.Equal(lane, Partition.Of(new GroupId(new Guid(group)), count));

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(64)]
    public void Groups_spread_evenly_over_the_lanes(int count)
    {
        const int Groups = 64_000;
        var lanes = new int[count];
        for (var i = 0; i < Groups; i++) { lanes[Partition.Of(GroupId.From(Account, $"wr{i}"), count)]++; }

        var fair = Groups / (double)count;
        Assert.All(lanes, groups => Assert.InRange(groups, fair * 0.85, fair * 1.15));
    }

    [Fact]
    public void No_lanes_are_a_defect() => Assert.Throws<DivideByZeroException>(() => Partition.Of(GroupId.From(Account, "wr1"), 0));
}
