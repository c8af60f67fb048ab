using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Steward.Contracts.Events.Channels;
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
        await using var host = await ServiceHost.StartAsync(SampleService.Definition);
        var brand = Guid.NewGuid();
        for (var round = 1; round <= Rounds; round++)
        {
            await PublishAsync(host, brand, round);
            var before = (round - 1) * EventsPerRound;
            await Eventually.TrueAsync(async () => (await CountAsync(host, brand)).All > before, Patience, "the work has begun");
            await BreakAsync(host);
            await HandledAsync(host, brand, round);
        }
    }

    [Fact]
    public async Task Connections_broken_while_idle_are_made_again()
    {
        await using var host = await ServiceHost.StartAsync(SampleService.Definition);
        var brand = Guid.NewGuid();
        for (var round = 1; round <= Rounds; round++)
        {
            await BreakAsync(host);
            await PublishAsync(host, brand, round);
            await HandledAsync(host, brand, round);
        }
    }

    [Fact]
    public async Task A_process_whose_queues_have_lost_their_consumer_ends_itself_and_its_successor_goes_on()
    {
        await using var host = await ServiceHost.StartAsync(SampleService.Definition, args: ["--Messaging:ConsumerLook=00:00:00.200"]);
        var (brand, lifetime) = (Guid.NewGuid(), host.Services.GetRequiredService<IHostApplicationLifetime>());
        await PublishAsync(host, brand, 1);
        await HandledAsync(host, brand, 1);
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

    private static async Task HandledAsync(ServiceHost host, Guid brand, int round)
    {
        await Eventually.TrueAsync(async () => (await CountAsync(host, brand)).All >= round * EventsPerRound, Patience, $"all events of round {round} are handled");
        Assert.Equal((round * EventsPerRound, round * EventsPerRound), await CountAsync(host, brand));
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

    private static async Task<(long All, long Different)> CountAsync(ServiceHost host, Guid brand)
    {
        await using var transaction = await host.Database.BeginAsync(new Kernel.BrandId(brand), CancellationToken.None);
        var count = await transaction.SingleAsync<Count>("""select count(*) as "all", count(distinct text) as different from notes where brand_id = @brand""", new { brand }, CancellationToken.None);
        return (count.All, count.Different);
    }

    private sealed record Count
    {
        public long All { get; init; }
        public long Different { get; init; }
    }
}
