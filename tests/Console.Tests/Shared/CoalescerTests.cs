using System.Collections.Concurrent;
using Steward.Console.Shared;
using Steward.Testing;

namespace Steward.Console.Tests.Shared;

public sealed class CoalescerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task The_first_change_goes_through_at_once_and_a_hail_of_others_together_after_the_interval()
    {
        var clock = new TestClock();
        var flushed = new ConcurrentQueue<int[]>();
        using var coalescer = new Coalescer<int>(clock, TimeSpan.FromMilliseconds(250), changes => { flushed.Enqueue([.. changes.Order()]); return Task.CompletedTask; });

        coalescer.Add(1);
        await Eventually.TrueAsync(() => Task.FromResult(flushed.Count == 1), Patience, "the first is flushed");
        await Eventually.TrueAsync(
            () =>
            {
                coalescer.Add(2);
                return Task.FromResult(clock.ArmedTimers == 1);
            },
            Patience,
            "the next flush is armed");
        for (var change = 3; change <= 100; change++) { coalescer.Add(change); }

        coalescer.Add(3);
        Assert.Single(flushed);
        clock.Advance(TimeSpan.FromMilliseconds(250));
        await Eventually.TrueAsync(() => Task.FromResult(flushed.Count == 2), Patience, "the rest is flushed");
        Assert.Equal(Enumerable.Range(2, 99), flushed.Last());
    }
}
