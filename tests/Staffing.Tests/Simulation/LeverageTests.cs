using Steward.Staffing.Routing;
using Steward.Staffing.Simulation;

namespace Steward.Staffing.Tests.Simulation;

public sealed class LeverageTests
{
    private static readonly Assumptions Small = new() { Operators = 12, GroupsABrand = 1000, Days = 1, TurnSeconds = 15 };

    [Fact]
    public void The_most_groups_are_those_with_which_the_promise_is_just_kept()
    {
        var found = Leverage.Find(Small, 0.9, new RouterRules(), share => Assert.InRange(share, 0, 1), CancellationToken.None);

        Assert.NotNull(found);
        Assert.True(found.Value.Figures.Within >= 0.9);
        Assert.True(Leverage.Simulate(Small with { GroupsEach = found.Value.Groups * 2 }, new RouterRules(), _ => { }, CancellationToken.None).Within < 0.9);
    }

    [Fact]
    public void A_base_that_answers_more_lets_people_serve_more() =>
        Assert.True(GroupsWith(0.7) > GroupsWith(0.2));

    [Fact]
    public void What_nobody_can_keep_has_no_leverage() =>
        Assert.Null(Leverage.Find(Small with { WithinMinutes = 0.1, WrittenSeconds = 600, Suggested = 0 }, 0.9, new RouterRules(), _ => { }, CancellationToken.None));

    [Fact]
    public void Going_round_takes_a_round()
    {
        // Without questions a round of 600 ÷ 0.9 s has room for 600 ÷ 0.9 ÷ 15 visits.
        Assert.Equal(44, Leverage.GoingRound(new Assumptions { QuestionsAGroup = 0, Present = 1 }, 0.9, 15));

        // 0.7 questions of 60 s in eleven hours take 0.00106 of the time for each group: 0.85 × 667 ÷ (15 + 0.707).
        Assert.Equal(36, Leverage.GoingRound(new Assumptions(), 0.9, 15));
    }

    [Theory]
    [InlineData("9-17:1", 1)]
    [InlineData("7-15:0.2, 9-17:0.8", 2)]
    [InlineData("", 0)]
    [InlineData("17-9:1", 0)]
    [InlineData("9-25:1", 0)]
    [InlineData("9-17", 0)]
    [InlineData("9-17:0", 0)]
    [InlineData("9-17:-1", 0)]
    public void Shifts_are_read_or_refused(string text, int shifts) => Assert.Equal(shifts, Shift.Parse(text)?.Count ?? 0);

    [Fact]
    public void Shifts_are_shared_out_as_they_are_weighed()
    {
        var crew = Arrivals.Crew(new Assumptions { Operators = 20, Shifts = [new(7, 15, 1), new(9, 17, 2), new(16, 24, 1)] });
        Assert.Equal([5, 10, 5], crew.GroupBy(member => member.From).OrderBy(shift => shift.Key).Select(shift => shift.Count()));
        Assert.Equal(Shift.Usual, Shift.Parse(string.Join(',', Shift.Usual)));
    }

    private static int GroupsWith(double deflected) => Leverage.Find(Small with { Deflected = deflected }, 0.9, new RouterRules(), _ => { }, CancellationToken.None)?.Groups ?? 0;
}
