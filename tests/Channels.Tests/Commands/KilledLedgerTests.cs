using Steward.Channels.Tests.Commands.Torture;
using Steward.Contracts.Events.Channels;
using Steward.Testing;
using Xunit.Abstractions;

namespace Steward.Channels.Tests.Commands;

public sealed class KilledLedgerTests(ITestOutputHelper output)
{
    private const int Commands = 3000;
    private const int LeastKills = 30;
    private const int Seed = 20260331;

    /// <summary>
    /// The service runs as two programs that are killed with SIGKILL again and again: right before and after calls to WeCom, and at moments that have nothing to do with one.
    /// Commands come over the broker, one in fifty twice.
    /// </summary>
    [Fact]
    public async Task A_service_that_is_killed_again_and_again_sends_nothing_twice_and_loses_nothing()
    {
        var wecom = new FaultyWeCom(TimeProvider.System, Seed, new FaultRates(Storm: 0, Kill: 0.005) { Never = 0 });
        await using var server = await FaultyWeComServer.StartAsync(wecom);
        await using var host = await LedgerTorture.HostAsync();
        var world = new TortureWorld(host, Commands, server.Address);
        await world.PrepareAsync("wecom");
        await using var service = new KilledService(host, replicas: 2, Seed, "--Commands:QuietHours=", "--Commands:LookupGraceSeconds=10", "--Commands:LeaseSeconds=3", "--Commands:DeadlineHours=1");
        server.Kill = service.KillAll;

        var random = new Random(Seed);
        foreach (var n in Enumerable.Range(0, Commands).Concat(Enumerable.Range(0, Commands / 50)).OrderBy(_ => random.Next()).ToList())
        {
            await host.PublishAsync(world.Send(n));
            if (n % 150 == 0) { service.KillOne(); }
        }

        await Eventually.TrueAsync(
            async () => await world.AskAsync<long>("select count(*) from commands where settled_at is not null") == Commands, TimeSpan.FromMinutes(8), "all commands are settled");
        await Eventually.TrueAsync(() => Task.FromResult(host.Published<SendSettledV1>().DistinctBy(settled => settled.CommandId).Count() == Commands), TimeSpan.FromMinutes(1), "all outcomes are told");

        output.WriteLine($"{Commands} commands, {service.Kills} kills, {wecom.Taken} broadcasts taken, {wecom.LostAnswers} answers lost, {await world.AskAsync<long>("select count(*) from command_history where state = 'reconciled'")} settled by looking.");
        Assert.Equal((0, 0), (wecom.Duplicates, wecom.Breaches));
        Assert.Equal(0L, await world.AskAsync<long>("select count(*) from command_calls where state in ('calling', 'unknown')"));
        Assert.Equal(0L, await TortureReport.MiscountedAsync(world, wecom));
        Assert.All(host.Published<SendSettledV1>().GroupBy(settled => settled.CommandId), told => Assert.Single(told.Select(settled => (settled.Outcome, settled.At)).Distinct()));
        Assert.True(service.Kills >= LeastKills, $"only {service.Kills} kills");
        Assert.Equal(0, service.EndedAlone);
    }
}
