using Aspire.Hosting.Running;

namespace Steward.AppHost.Tests.Running;

public sealed class BackOffTests
{
    private readonly BackOff backOff = new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30), forgivenAfter: TimeSpan.FromMinutes(1));

    [Fact]
    public void Each_crash_in_a_row_doubles_the_wait_up_to_the_longest()
    {
        var waits = Enumerable.Range(0, 9).Select(_ => backOff.AfterCrash(TimeSpan.Zero).TotalSeconds);

        Assert.Equal([0.5, 1, 2, 4, 8, 16, 30, 30, 30], waits);
    }

    [Fact]
    public void A_minute_of_health_forgives_the_crashes_before_it()
    {
        backOff.AfterCrash(TimeSpan.Zero);
        backOff.AfterCrash(TimeSpan.FromSeconds(59));

        Assert.Equal(TimeSpan.FromSeconds(0.5), backOff.AfterCrash(TimeSpan.FromSeconds(60)));
    }
}
