using Steward.Members.Activity;

namespace Steward.Members.Tests.Activity;

public sealed class EnvelopeActivityTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private readonly Guid _group = Guid.NewGuid();
    private readonly Guid _member = Guid.NewGuid();

    [Fact]
    public void The_brands_midnight_divides_the_days_not_that_of_UTC()
    {
        var activity = EnvelopeActivity.Of(
            [
                MembersBench.Said(_group, _member, new DateTimeOffset(2026, 3, 1, 15, 59, 59, TimeSpan.Zero)),
                MembersBench.Said(_group, _member, new DateTimeOffset(2026, 3, 1, 16, 0, 0, TimeSpan.Zero)),
            ],
            Shanghai);

        Assert.Equal([new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 2)], activity.Groups.Keys.Select(key => key.Day).Order());
        Assert.Equal(2, activity.Speakers.Count);
        Assert.Equal(2, activity.Members[(_member, _group)].Messages);
    }

    [Fact]
    public void Staff_count_for_the_group_and_not_as_members()
    {
        var later = MembersBench.Monday.AddMinutes(1);
        var activity = EnvelopeActivity.Of([MembersBench.Said(_group, _member, MembersBench.Monday), MembersBench.Said(_group, Guid.NewGuid(), later, staff: true)], Shanghai);

        var (messages, staff, last) = Assert.Single(activity.Groups).Value;
        Assert.Equal((1, 1, later), (messages, staff, last));
        Assert.Equal((_member, _group), Assert.Single(activity.Members).Key);
        Assert.Single(activity.Speakers);
        Assert.Equal(2, activity.Messages);
    }

    [Fact]
    public void The_last_moment_is_the_latest_in_whatever_order_they_come()
    {
        var activity = EnvelopeActivity.Of([MembersBench.Said(_group, _member, MembersBench.Monday), MembersBench.Said(_group, _member, MembersBench.Monday.AddHours(-1))], Shanghai);

        Assert.Equal(MembersBench.Monday, activity.Members[(_member, _group)].Last);
        Assert.Equal(MembersBench.Monday, Assert.Single(activity.Groups).Value.Last);
    }
}
