using Steward.Testing;

namespace Steward.NativeServers.Tests.TestBench;

public sealed class TestClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Timers_fire_in_due_order_and_see_their_own_due_time()
    {
        var clock = new TestClock(Start);
        var fired = new List<(string Name, DateTimeOffset At)>();
        using var late = clock.CreateTimer(_ => fired.Add(("late", clock.GetUtcNow())), null, TimeSpan.FromMinutes(3), Timeout.InfiniteTimeSpan);
        using var often = clock.CreateTimer(_ => fired.Add(("often", clock.GetUtcNow())), null, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2));

        clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal([("often", Start.AddMinutes(2)), ("late", Start.AddMinutes(3)), ("often", Start.AddMinutes(4))], fired);
        Assert.Equal(Start.AddMinutes(5), clock.GetUtcNow());
        Assert.Equal(1, clock.ArmedTimers);
    }

    [Fact]
    public void A_disposed_timer_never_fires()
    {
        var clock = new TestClock(Start);
        var fired = 0;
        var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        clock.Advance(TimeSpan.FromSeconds(1));
        timer.Dispose();

        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(1, fired);
        Assert.False(timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public async Task Delays_and_elapsed_time_follow_the_clock()
    {
        var clock = new TestClock(Start);
        var began = clock.GetTimestamp();
        var delay = Task.Delay(TimeSpan.FromHours(2), clock);

        clock.Advance(TimeSpan.FromHours(1));
        Assert.False(delay.IsCompleted);
        clock.Advance(TimeSpan.FromHours(1));

        await delay.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromHours(2), clock.GetElapsedTime(began));
    }
}
