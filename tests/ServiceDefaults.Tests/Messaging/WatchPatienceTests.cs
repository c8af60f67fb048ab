using Steward.ServiceDefaults.Messaging;
using Xunit;

namespace Steward.ServiceDefaults.Tests.Messaging;

public sealed class WatchPatienceTests
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    [Fact]
    public void A_process_that_is_still_starting_is_never_ended() => Assert.Null(EndsAt(new WatchPatience(Every), 1000));

    [Fact]
    public void A_dead_connection_is_ended_at_the_fifth_look() => Assert.Equal(5, EndsAt(Complete(), 1000));

    [Fact]
    public void A_broker_that_is_away_for_ten_minutes_ends_nothing()
    {
        var patience = Complete();
        Assert.DoesNotContain(true, Enumerable.Range(0, 200).Select(_ => patience.Look(null)));
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(4, 13)]
    [InlineData(200, 30)]
    public void After_an_outage_the_bus_may_sleep_out_its_pause_of_at_most_a_minute(int absent, int endsAt)
    {
        var patience = Complete();
        for (var n = 0; n < absent; n++) { patience.Look(null); }

        Assert.Equal(endsAt, EndsAt(patience, 1000));
    }

    [Fact]
    public void Whoever_came_back_is_watched_as_before()
    {
        var patience = Complete();
        for (var n = 0; n < 200; n++) { patience.Look(null); }

        Assert.False(patience.Look(3));
        Assert.False(patience.Look(0));
        Assert.Equal(5, EndsAt(patience, 1000));
    }

    private static WatchPatience Complete()
    {
        var patience = new WatchPatience(Every);
        patience.Look(2);
        patience.Look(0);
        return patience;
    }

    /// <summary>At which look in a row, each finding a queue alone, the process is ended; null: never.</summary>
    private static int? EndsAt(WatchPatience patience, int looks)
    {
        for (var look = 1; look <= looks; look++)
        {
            if (patience.Look(1)) { return look; }
        }

        return null;
    }
}
