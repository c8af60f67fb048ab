using System.Reflection;
using Steward.Cli.Demo;

namespace Steward.Cli.Tests.Demo;

public sealed class TallyTests
{
    [Fact]
    public void Adding_and_taking_away_touch_every_count()
    {
        var (a, b) = (Filled(1_000), Filled(7));
        Assert.All(Counts, count => Assert.Equal(Value(count, a) + Value(count, b), Value(count, a + b)));
        Assert.Equal(a, a + b - b);
        Assert.Equal(new Tally(), a - a);
        Assert.NotEmpty(Counts);
    }

    [Fact]
    public void The_terms_stay_as_they_are()
    {
        var (a, b) = (Filled(1_000), Filled(7));
        _ = a + b;
        _ = a - b;
        Assert.Equal((Filled(1_000), Filled(7)), (a, b));
    }

    [Fact]
    public void What_came_since_may_be_less_than_nothing() => Assert.Equal(-3, (new Tally { CommandsOpen = 2 } - new Tally { CommandsOpen = 5 }).CommandsOpen);

    private static PropertyInfo[] Counts => typeof(Tally).GetProperties();

    /// <summary>A tally in which no two counts are alike.</summary>
    private static Tally Filled(long unit)
    {
        var tally = new Tally();
        for (var at = 0; at < Counts.Length; at++) { Counts[at].SetValue(tally, unit * (at + 1)); }

        return tally;
    }

    private static long Value(PropertyInfo count, Tally of) => (long)count.GetValue(of)!;
}
