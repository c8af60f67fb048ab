using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Steward.Contracts.Events.Channels;
using Steward.ServiceDefaults.Messaging;
using Steward.Testing;
using Xunit;

namespace Steward.ServiceDefaults.Tests.Messaging;

public sealed class ReconnectTests
{
    private const int Rounds = 2;
    private const int EventsPerRound = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Connections_broken_in_the_middle_of_work_lose_nothing_and_double_nothing()
    {
        await using var service = await Kept.StartAsync();
        var brand = Guid.NewGuid();
        for (var round = 1; round <= Rounds; round++)
        {
            await PublishAsync(service.First, brand, round);
            var before = (round - 1) * EventsPerRound;
            await Eventually.TrueAsync(async () => (await CountAsync(service.First, brand)).All > before, Patience, "the work has begun");
            await BreakAsync(service.First);
            await HandledAsync(service, brand, round);
        }
    }

    [Fact]
    public async Task Connections_broken_while_idle_are_made_again()
    {
        await using var service = await Kept.StartAsync();
        var brand = Guid.NewGuid();
        for (var round = 1; round <= Rounds; round++)
        {
            await BreakAsync(service.First);
            await PublishAsync(service.First, brand, round);
            await HandledAsync(service, brand, round);
        }
    }

    [Fact]
    public async Task A_process_whose_queues_have_lost_their_consumer_ends_itself_and_its_successor_goes_on()
    {
        await using var host = await ServiceHost.StartAsync(SampleService.Definition, args: ["--Messaging:ConsumerLook=00:00:00.200"]);
        var (brand, lifetime) = (Guid.NewGuid(), host.Services.GetRequiredService<IHostApplicationLifetime>());
        await PublishAsync(host, brand, 1);
        await HandledAsync(host, brand, 1);

        // All events can be handled before the watch has taken its first look: a bus that stops before it is one that has not started yet.
        var watch = host.Services.GetServices<IHostedService>().OfType<ConsumerWatch>().Single();
        await Eventually.TrueAsync(() => Task.FromResult(watch.Watches), Patience, "the watch has seen all queues taken from");
        Assert.False(lifetime.ApplicationStopping.IsCancellationRequested);

        // As with a dead connection: the process runs and nobody takes from its queues.
        await host.Services.GetRequiredService<IBusControl>().StopAsync(CancellationToken.None);
        await PublishAsync(host, brand, 2);
        await Eventually.TrueAsync(() => Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested), Patience, "the process ends");
        Assert.NotEqual(0, Environment.ExitCode);
        Environment.ExitCode = 0;

        await using var successor = await ServiceHost.StartAsync(SampleService.Definition, earlier: host);
        await HandledAsync(successor, brand, 2);
    }

    /// <summary>The management API lists a connection only some seconds after it was made.</summary>
    private static Task BreakAsync(ServiceHost host) => Eventually.TrueAsync(async () => await host.Broker.BreakConnectionsAsync() > 0, Patience, "there is a connection to break");

    private static async Task HandledAsync(Kept service, Guid brand, int round)
    {
        try
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    await service.KeepAsync();
                    return (await CountAsync(service.First, brand)).All >= round * EventsPerRound;
                },
                Patience,
                $"all events of round {round} are handled");
        }
        catch (TimeoutException late)
        {
            // Whether they wait on this side of the broker or on the other tells which half to look at.
            throw new TimeoutException($"{late.Message} {await CountAsync(service.First, brand)}, {service.Starts} starts.", late);
        }

        Assert.Equal(AllOf(round), await CountAsync(service.First, brand));
    }

    private static async Task HandledAsync(ServiceHost host, Guid brand, int round)
    {
        await Eventually.TrueAsync(async () => (await CountAsync(host, brand)).All >= round * EventsPerRound, Patience, $"all events of round {round} are handled");
        Assert.Equal(AllOf(round), await CountAsync(host, brand));
    }

    private static async Task PublishAsync(ServiceHost host, Guid brand, int round)
    {
        var start = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
        await using var transaction = await host.Database.BeginAsync(new Kernel.BrandId(brand), CancellationToken.None);
        for (var number = 0; number < EventsPerRound; number++)
        {
            transaction.Publish(new MembersLeftV1 { BrandId = brand, Partition = number % 2, GroupId = brand, MemberIds = [], Removed = false, At = start.AddSeconds(round * EventsPerRound + number) });
        }

        await transaction.CommitAsync(CancellationToken.None);
    }

    private static async Task<Count> CountAsync(ServiceHost host, Guid brand)
    {
        await using var transaction = await host.Database.BeginAsync(new Kernel.BrandId(brand), CancellationToken.None);
        return await transaction.SingleAsync<Count>(
            """select count(*) as "all", count(distinct text) as different, (select count(*) from outbox) as unsent from notes where brand_id = @brand""", new { brand }, CancellationToken.None);
    }

    /// <summary>
    /// A service and who keeps it running, as the AppHost does: a process that ended itself because its bus came not back (decision 008) has a successor.
    /// </summary>
    private sealed class Kept : IAsyncDisposable
    {
        private readonly List<ServiceHost> _runs = [];

        /// <summary>Owns the database and the virtual host; its database can be read after its process has ended.</summary>
        public ServiceHost First => _runs[0];

        public int Starts => _runs.Count;

        public static async Task<Kept> StartAsync()
        {
            var kept = new Kept();
            kept._runs.Add(await ServiceHost.StartAsync(SampleService.Definition));
            return kept;
        }

        public async Task KeepAsync()
        {
            if (!_runs[^1].Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested) { return; }

            Environment.ExitCode = 0;
            await _runs[^1].StopAsync();
            _runs.Add(await ServiceHost.StartAsync(SampleService.Definition, earlier: First));
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var run in Enumerable.Reverse(_runs)) { await run.DisposeAsync(); }
        }
    }

    private static Count AllOf(int round) => new() { All = round * EventsPerRound, Different = round * EventsPerRound };

    private sealed record Count
    {
        public long All { get; init; }
        public long Different { get; init; }
        public long Unsent { get; init; }
    }
}
