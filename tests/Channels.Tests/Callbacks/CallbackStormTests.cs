using Steward.Contracts.Events.Channels;
using Steward.Testing;
using Xunit.Abstractions;

namespace Steward.Channels.Tests.Callbacks;

public sealed class CallbackStormTests(ITestOutputHelper output)
{
    private const int PerSecond = 2000;
    private const int Warm = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>
    /// Three; <c>CALLBACK_STORM_SECONDS</c> asks for another length, such as the sixty of the acceptance. The answer times are printed and not judged: a test's machine does
    /// other things at the same time.
    /// </summary>
    private static readonly int Seconds = int.TryParse(Environment.GetEnvironmentVariable("CALLBACK_STORM_SECONDS"), out var seconds) ? seconds : 3;

    [Fact]
    public async Task A_storm_is_stored_and_answered_whole_and_an_outage_of_the_broker_loses_nothing()
    {
        await using var wecom = await ScriptedWeCom.StartAsync();
        await using var world = await World.WithAsync(wecom);
        await world.Host.StopAsync();
        await using var line = new BrokerLine(world.Host.Broker.ConnectionString);
        await using var host = await World.HostAsync(world.Host, null, $"--ConnectionStrings:rabbitmq={line.ConnectionString}");
        wecom.On("externalcontact/groupchat/get", CallbackStorm.OneGroup);

        line.Cut();
        var storm = await CallbackStorm.RunAsync(host.Http, world.Account, PerSecond, TimeSpan.FromSeconds(Seconds));
        output.WriteLine(storm.ToString());
        Assert.Equal(storm.Sent, storm.Answered);
        Assert.Equal((long)storm.Sent + Warm, await world.AskAsync<long>("select count(*) from callbacks_raw"));

        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from callback_queue") == 0, Patience, "all are applied while the broker is away");
        Assert.Equal(0L, await world.AskAsync<long>("select count(*) from callbacks_raw where applied_at is null or outcome in ('unknown', 'malformed', 'failed')"));
        Assert.Empty(host.Published<MembersLeftV1>());
        line.Mend();

        var left = await world.AskAsync<long>("select count(*) from callbacks_raw where outcome in ('left', 'removed')");
        var contacts = await world.AskAsync<long>("select count(*) from contacts");

        // A batch that the broker got and did not confirm in time comes again: counted is what, not how often.
        await Eventually.TrueAsync(
            () => Task.FromResult(host.Published<MembersLeftV1>().DistinctBy(one => (one.GroupId, one.MemberIds[0])).Count() >= left && host.Published<ContactAddedV1>().DistinctBy(one => one.MemberId).Count() >= contacts),
            Patience,
            "everything is told after the outage");
        Assert.Equal(left, host.Published<MembersLeftV1>().DistinctBy(one => (one.GroupId, one.MemberIds[0])).Count());
        Assert.Equal(storm.Sent + Warm, await world.AskAsync<long>("select callbacks from accounts"));
        await Eventually.TrueAsync(async () => await world.AskAsync<long>("select count(*) from outbox") == 0, Patience, "nothing waits to be told");
    }
}
