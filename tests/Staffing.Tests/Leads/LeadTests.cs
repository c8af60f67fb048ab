using Steward.Kernel;
using Steward.Staffing.Inbox;
using Steward.Staffing.Leads;

namespace Steward.Staffing.Tests.Leads;

public sealed class LeadTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);
    private static readonly Guid Seller = Guid.NewGuid();

    private static readonly Lead New = new()
    {
        BrandId = new BrandId(Guid.NewGuid()), LeadId = Guid.NewGuid(), WorkItemId = Guid.NewGuid(), AccountId = new AccountId(Guid.NewGuid()), GroupId = new GroupId(Guid.NewGuid()), MemberId = new MemberId(Guid.NewGuid()),
        Wants = "两份套餐", State = LeadState.New, OwnerId = Seller, HandedBy = "li", HandedAt = Noon, FollowDueAt = Noon.AddMinutes(30),
    };

    [Theory]
    [InlineData(30, Kept.Hit)]
    [InlineData(31, Kept.Missed)]
    public void The_first_word_keeps_or_misses_the_deadline_once(int minute, string follow)
    {
        var following = New.FollowedUp("明天来看", Seller.ToString(), false, Noon.AddMinutes(minute)).Value;

        Assert.Equal((LeadState.Following, follow, "明天来看"), (following.State, following.Follow, following.Note));
        var again = following.FollowedUp("改到周五", Seller.ToString(), false, Noon.AddDays(1)).Value;
        Assert.Equal((follow, following.FollowedAt, "改到周五"), (again.Follow, again.FollowedAt, again.Note));
    }

    [Fact]
    public void Who_has_sold_has_spoken_to_the_member_and_an_outcome_may_be_corrected()
    {
        var won = New.Settle(LeadState.Won, 29_900, "", Seller.ToString(), false, Noon.AddMinutes(20)).Value;
        Assert.Equal((LeadState.Won, 29_900L, Kept.Hit, Noon.AddMinutes(20)), (won.State, won.AmountFen, won.Follow, won.EndedAt));
        Assert.Same(won, won.Settle(LeadState.Won, 29_900, "", Seller.ToString(), false, Noon.AddMinutes(25)).Value);

        var lost = won.Settle(LeadState.Lost, 29_900, "退了", Seller.ToString(), false, Noon.AddDays(1)).Value;
        Assert.Equal((LeadState.Lost, 0L, Kept.Hit, Noon.AddMinutes(20)), (lost.State, lost.AmountFen, lost.Follow, lost.EndedAt));
    }

    [Fact]
    public void Only_its_owner_or_a_lead_changes_it()
    {
        Assert.Equal("STF-061", New.FollowedUp("", "somebody", false, Noon).Problem!.Code);
        Assert.Equal("STF-061", New.Settle(LeadState.Won, 0, "", "somebody", false, Noon).Problem!.Code);
        Assert.Equal("STF-061", New.GiveTo(Guid.NewGuid(), Noon, "somebody", false).Problem!.Code);
        Assert.False(New.FollowedUp("", "somebody", true, Noon).Failed);
    }

    [Fact]
    public void What_nobody_followed_comes_back_when_it_is_due_and_is_over_then()
    {
        Assert.Null(New.WhenDue(Noon.AddMinutes(29)));
        var returned = New.WhenDue(Noon.AddMinutes(30))!;
        Assert.Equal((LeadState.Returned, Kept.Missed), (returned.State, returned.Follow));
        Assert.Null(New.FollowedUp("", Seller.ToString(), false, Noon.AddMinutes(5)).Value.WhenDue(Noon.AddDays(1)));
        Assert.Equal("STF-062", returned.FollowedUp("", Seller.ToString(), false, Noon).Problem!.Code);
        Assert.Equal("STF-062", returned.Settle(LeadState.Won, 0, "", Seller.ToString(), false, Noon).Problem!.Code);
    }

    [Fact]
    public void Another_seller_has_the_same_time_unless_the_member_was_spoken_to()
    {
        var other = Guid.NewGuid();
        Assert.Equal((other, Noon.AddMinutes(50)), (New.GiveTo(other, Noon.AddMinutes(50), Seller.ToString(), false).Value.OwnerId, New.GiveTo(other, Noon.AddMinutes(50), Seller.ToString(), false).Value.FollowDueAt));
        var following = New.FollowedUp("", Seller.ToString(), false, Noon.AddMinutes(5)).Value;
        Assert.Equal((other, Noon.AddMinutes(30)), (following.GiveTo(other, Noon.AddMinutes(50), Seller.ToString(), false).Value.OwnerId, following.GiveTo(other, Noon.AddMinutes(50), Seller.ToString(), false).Value.FollowDueAt));
    }
}
