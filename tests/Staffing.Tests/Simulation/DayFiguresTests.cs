using Steward.Staffing.Simulation;

namespace Steward.Staffing.Tests.Simulation;

public sealed class DayFiguresTests
{
    private const double Day = SimulatedDays.DaySeconds;
    private static readonly CrewMember Early = new(new HashSet<Guid> { SimulatedId.Brand(0) }, 9 * 3600, 17 * 3600);

    [Fact]
    public void Only_time_on_duty_counts_and_only_the_measured_days()
    {
        var warming = Matter(10 * 3600);
        var atNight = Matter(Day + (3 * 3600));
        var late = Matter(Day + (10 * 3600));
        var never = Matter(Day + (11 * 3600));
        SimulatedAnswer[] answers =
        [
            new(warming, 0, warming.Second, warming.Second, warming.Second + 9000),
            new(atNight, 0, Day + (9 * 3600), Day + (9 * 3600), Day + (9 * 3600) + 300),
            new(late, 0, late.Second, late.Second + 600, late.Second + 1200),
        ];

        var figures = DayFigures.Of(new Assumptions { Days = 1 }, [warming, atNight, late, never], [Early], answers);

        Assert.Equal((3, 1, 1 / 3.0), (figures.Matters, figures.Unanswered, figures.Within));
        Assert.Equal((20, 365), (figures.WaitP99, Math.Round(figures.WallP90)));
        Assert.Equal((1, 10), (figures.LateByHour[10], figures.WorstHour));
        Assert.Equal(900 / (8 * 3600.0), figures.Busy, 6);
        Assert.Equal((600 / 3600.0, null), (figures.BusyByHour[10]!.Value, figures.BusyByHour[20]));
        Assert.Equal(3, figures.EachADay);
    }

    [Fact]
    public void Without_matters_there_is_nothing_late()
    {
        var figures = DayFigures.Of(new Assumptions { Days = 1 }, [], [Early], []);
        Assert.Equal((1, 0, null), (figures.Within, figures.WaitP90, figures.WorstHour));
    }

    private static SimulatedMatter Matter(double second) => new(second, 0, 0, 0, "question", 0, 60);
}
