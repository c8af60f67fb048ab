using Steward.Staffing.Routing;
using Steward.Staffing.Simulation;

namespace Steward.Staffing.Tests.Simulation;

public sealed class SimulatedDaysTests
{
    private static readonly Assumptions Small = new() { Operators = 12, GroupsEach = 400, GroupsABrand = 1200, BrandsEach = 2, Days = 1 };

    [Fact]
    public void A_queue_of_people_who_may_do_everything_waits_as_Erlang_says()
    {
        // 100 calls in 30 minutes, 180 seconds each, 14 people: A = 10, P(wait) 0.174, mean wait 0.174 × 180 ÷ (14 − 10) = 7.8 s (Erlang C).
        const int Days = 12;
        var dice = new Random(7);
        var matters = new List<SimulatedMatter>();
        for (var at = 0.0; (at += Exponential(dice, 18)) < Days * SimulatedDays.DaySeconds;) { matters.Add(new SimulatedMatter(at, 0, 0, 0, "question", 0, Exponential(dice, 180))); }

        var everybody = new CrewMember(new HashSet<Guid> { SimulatedId.Brand(0) }, 0, 86_400);
        var answers = SimulatedDays.Run(matters, [.. Enumerable.Repeat(everybody, 14)], 1, new RouterRules { OwnerWeight = 0 }, 1, Days + 1, int.MaxValue, _ => { }, CancellationToken.None);

        Assert.Equal(matters.Count, answers.Count);

        // Turns of a second add a half of one on the way to whoever is free.
        Assert.InRange(answers.Average(answer => answer.Began - answer.Matter.Second), 7.0, 9.6);
        Assert.InRange(answers.Count(answer => answer.Began - answer.Matter.Second > 1) / (double)answers.Count, 0.15, 0.20);
    }

    [Fact]
    public void Every_matter_is_answered_once_by_somebody_who_may_and_works_and_does_one_thing_at_a_time()
    {
        var (matters, crew) = (Arrivals.Draw(Small), Arrivals.Crew(Small));

        var answers = SimulatedDays.Run(matters, crew, Small.Capacity, new RouterRules(), Small.TurnSeconds, 4, int.MaxValue, _ => { }, CancellationToken.None);

        Assert.Equal(matters.Count, answers.Select(answer => answer.Matter).ToHashSet(ReferenceEqualityComparer.Instance).Count);
        Assert.Equal(matters.Count, answers.Count);
        Assert.All(answers, answer => Assert.True(crew[answer.By].Works(answer.Began) && answer.Given >= answer.Matter.Second && answer.Began >= answer.Given));
        Assert.All(answers, answer => Assert.Contains(SimulatedId.Brand(answer.Matter.Brand), crew[answer.By].Brands));
        foreach (var person in answers.GroupBy(answer => answer.By))
        {
            var ordered = person.OrderBy(answer => answer.Began).ToList();
            Assert.All(ordered.Zip(ordered.Skip(1)), pair => Assert.True(pair.Second.Began >= pair.First.Answered));
        }
    }

    [Fact]
    public void The_same_dice_give_the_same_days_and_other_dice_others()
    {
        Assert.Equal(Figures(Small).WaitP90, Figures(Small).WaitP90);
        Assert.NotEqual(Figures(Small).WaitP90, Figures(Small with { Seed = 1 }).WaitP90);
    }

    [Fact]
    public void A_crew_that_drowns_is_told_from_one_that_does_not()
    {
        var (matters, crew) = (Arrivals.Draw(Small with { GroupsEach = 5000 }), Arrivals.Crew(Small));

        Assert.True(SimulatedDays.Run(matters, crew, Small.Capacity, new RouterRules(), Small.TurnSeconds, 4, 2000, _ => { }, CancellationToken.None).Count < matters.Count);
        Assert.InRange(Figures(Small with { GroupsEach = 5000 }).Within, 0, 0.5);
        Assert.InRange(Figures(Small with { GroupsEach = 50 }).Within, 0.9, 1);
    }

    [Fact]
    public void A_simulation_can_be_stopped()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.Throws<OperationCanceledException>(() => Leverage.Simulate(Small, new RouterRules(), _ => { }, stopped.Token));
    }

    private static DayFigures Figures(Assumptions assumed) => Leverage.Simulate(assumed, new RouterRules(), _ => { }, CancellationToken.None);

    private static double Exponential(Random dice, double mean) => -mean * Math.Log(1 - dice.NextDouble());
}
