using Steward.Channels.Commands;
using Steward.Channels.WeCom;

namespace Steward.Channels.Tests.Commands;

public sealed class CommandCallTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Fact]
    public void The_oldest_broadcast_with_the_same_words_that_no_other_call_owns_is_the_calls()
    {
        ListedBroadcast[] listed = [One("late", 50, "大家好"), One("other words", 10, "别的"), One("owned", 5, "大家好"), One("too early", -5, "大家好"), One("mine", 20, "大家好"), new() { Msgid = "no text", CreateTime = At.ToUnixTimeSeconds() }];
        Assert.Equal("mine", CommandCall.Find(listed, "大家好", new HashSet<string> { "owned" }, At));
        Assert.Null(CommandCall.Find(listed, "没有", new HashSet<string>(), At));
    }

    [Fact]
    public void Each_owner_is_asked_for_their_own_groups_and_at_most_two_thousand_at_once()
    {
        var groups = Enumerable.Range(0, 4100).Select(n => new KnownGroup { AccountId = Guid.Empty, GroupId = Guid.NewGuid(), ChatId = $"wr{n}", Owner = n < 100 ? "zhang" : "li" });
        var calls = PlanCommand.Calls(groups);
        Assert.Equal([("zhang", 100), ("li", 2000), ("li", 2000)], calls.Select(call => (call.Sender, call.Groups.Count)));
        Assert.Equal([0, 1, 2], calls.Select(call => call.Number));
    }

    [Fact]
    public void Looking_again_is_quick_at_first_and_seldom_when_nobody_hurries_any_more()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(200), Advance.Wait(Progress.Moved, 9));
        Assert.Equal([200, 400, 800, 1600], Enumerable.Range(0, 4).Select(n => (int)Advance.Wait(Progress.Waits, n).TotalMilliseconds));
        Assert.Equal(TimeSpan.FromSeconds(30), Advance.Wait(Progress.Waits, 30));
        Assert.Equal(TimeSpan.FromMinutes(2), Advance.Wait(Progress.Waits, 500));
    }

    [Fact]
    public void Of_two_steps_the_stronger_counts_and_a_moment_only_if_both_name_one()
    {
        var both = new Advance(Progress.Waits, At.AddHours(2)).And(new Advance(Progress.Moved, At.AddHours(1)));
        Assert.Equal(new Advance(Progress.Moved, At.AddHours(1)), both);
        Assert.Equal(new Advance(Progress.Blocked, null), new Advance(Progress.Waits, At).And(Progress.Blocked));
    }

    private static ListedBroadcast One(string id, int seconds, string text) => new() { Msgid = id, Creator = "zhang", CreateTime = At.ToUnixTimeSeconds() + seconds, Text = new BroadcastText { Content = text } };
}
