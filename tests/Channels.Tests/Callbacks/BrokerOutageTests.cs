using Xunit.Abstractions;

namespace Steward.Channels.Tests.Callbacks;

public sealed class BrokerOutageTests(ITestOutputHelper output)
{
    private const int PerSecond = 500;
    private const int Slower = 50;

    /// <summary>Twenty; <c>BROKER_OUTAGE_SECONDS</c> asks for another length, such as the six hundred of the acceptance.</summary>
    private static readonly int Seconds = int.TryParse(Environment.GetEnvironmentVariable("BROKER_OUTAGE_SECONDS"), out var seconds) ? seconds : 20;

    [Fact]
    public async Task A_broker_that_is_killed_and_comes_back_later_is_told_everything_once_and_in_order()
    {
        var outage = await BrokerOutage.RunAsync(PerSecond, TimeSpan.FromSeconds(2), Slower, TimeSpan.FromSeconds(Seconds));
        output.WriteLine(outage.ToString());

        Assert.Equal((outage.Storm.Sent, 0), (outage.Storm.Answered, outage.Unanswered));
        Assert.False(outage.EndedWhileAway, "the service ended itself while the broker was away");

        // What the broker had confirmed when it was killed, before the outbox could be emptied, comes again under the same id: consumers take an id once.
        var once = outage.Told.DistinctBy(told => told.MessageId).ToArray();
        foreach (var lane in outage.Expected.GroupBy(leave => leave.Lane))
        {
            Assert.Equal(lane.Select(leave => (leave.Group, leave.Member)), once.Where(told => told.Lane == lane.Key).Select(told => (told.Group, told.Member)));
        }

        Assert.Equal(outage.Expected.Count, once.Length);
    }
}
