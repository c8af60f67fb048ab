using Steward.Moderation.Discipline;

namespace Steward.Moderation.Tests.Discipline;

public sealed class LadderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly Policy Policy = new();

    [Theory]
    [InlineData("advert", new int[0], "warn", "ladder")]
    [InlineData("advert", new[] { 1 }, "remove", "ladder")]
    [InlineData("abuse", new[] { 29 }, "remove", "ladder")]
    [InlineData("abuse", new[] { 31 }, "warn", "ladder")]
    [InlineData("abuse", new[] { 40, 50 }, "remove", "ladder")]
    [InlineData("advert", new[] { 91, 100, 200 }, "warn", "ladder")]
    [InlineData("illegal", new int[0], "remove", "zero-tolerance")]
    public void The_seeds_ladder(string offenceClass, int[] daysAgo, string sanction, string reason)
    {
        var proposal = Ladder.Of(Policy, daysAgo.Select(days => new PastPenalty("advert", 1, Now.AddDays(-days))), offenceClass, false, Now);
        Assert.Equal((sanction, reason), (proposal.Sanction, proposal.Reason));
    }

    [Fact]
    public void Nothing_is_done_about_an_exempt_member_and_it_counts_nothing() =>
        Assert.Equal(new Proposal("none", 0, 1, "exempt"), Ladder.Of(Policy, [new PastPenalty("advert", 1, Now)], "illegal", true, Now));

    [Fact]
    public void A_ladder_that_ends_with_a_warning_still_removes_for_zero_tolerance() =>
        Assert.Equal("remove", Ladder.Of(Policy with { Ladder = [new Rung(0, "warn")] }, [], "illegal", false, Now).Sanction);

    [Fact]
    public void A_weight_decides_the_rung_and_the_past_keeps_the_weight_it_had()
    {
        var policy = Policy with { Weights = new Dictionary<string, double> { ["abuse"] = 2 } };
        Assert.Equal(("remove", 2.0), (Ladder.Of(policy, [], "abuse", false, Now).Sanction, Ladder.Of(policy, [], "abuse", false, Now).Standing));
        Assert.Equal(1.25, Ladder.Of(policy, [new PastPenalty("abuse", 0.25, Now)], "advert", false, Now).Standing);
    }

    [Fact]
    public void Standing_only_falls_with_time_only_grows_with_penalties_and_knows_no_order()
    {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            var history = Enumerable.Range(0, random.Next(12)).Select(_ => new PastPenalty("advert", random.NextDouble() * 3, Now.AddDays(-random.NextDouble() * 200))).ToArray();
            var now = Ladder.Of(Policy, history, "advert", false, Now);
            Assert.InRange(Ladder.Of(Policy, history, "advert", false, Now.AddDays(random.NextDouble() * 300)).Before, 0, now.Before + 1e-9);
            Assert.True(Ladder.Of(Policy, [.. history, new PastPenalty("advert", 1, Now)], "advert", false, Now).Before > now.Before);
            Assert.Equal(now.Before, Ladder.Of(Policy, history.Reverse(), "advert", false, Now).Before, 9);
            Assert.Equal(now.Standing >= 1.5 ? "remove" : "warn", now.Sanction);
        }
    }

    [Theory]
    [InlineData("weights: there is no class spam")]
    [InlineData("weights: advert must weigh more than 0")]
    [InlineData("zero_tolerance: there is no class spam")]
    [InlineData("ladder: there is no sanction kill")]
    [InlineData("window_days must be")]
    [InlineData("half_life_days must be")]
    [InlineData("ladder: each rung must begin higher")]
    [InlineData("warning_text must have")]
    public void Everything_that_is_wrong_with_a_policy_is_told_at_once(string part)
    {
        var wrong = new Policy
        {
            Weights = new Dictionary<string, double> { ["spam"] = 1, ["advert"] = double.NaN }, ZeroTolerance = ["spam"], Ladder = [new Rung(0, "remove"), new Rung(0, "warn"), new Rung(3, "kill")], WindowDays = 0, HalfLifeDays = -1,
            WarningText = " ",
        };
        Assert.Contains(part, wrong.Wrong()!.Message, StringComparison.Ordinal);
        Assert.Null(Policy.Wrong());
        Assert.Contains("the first rung must begin at 0", (Policy with { Ladder = [new Rung(1, "warn")] }).Wrong()!.Message, StringComparison.Ordinal);
        Assert.Contains("the first rung must begin at 0", (Policy with { Ladder = [] }).Wrong()!.Message, StringComparison.Ordinal);
    }
}
