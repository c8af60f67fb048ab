using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;
using Steward.Contracts.Events.Channels;
using Steward.NativeServers;
using Steward.Testing;

namespace Steward.Channels.Tests.Callbacks;

/// <summary>What an outage of the broker came to.</summary>
/// <param name="Storm">Before it, and into it.</param>
/// <param name="During">Callbacks posted while the broker was away, one after the other.</param>
/// <param name="Unanswered">Those of them that were not answered 200.</param>
/// <param name="Backlog">Events that waited when the broker came back.</param>
/// <param name="CatchUp">From the broker's start until nothing waited any more.</param>
/// <param name="Megabytes">The largest working set of this process, which holds the service, the client and the stand-in.</param>
/// <param name="Starts">Of the service: 1 when it was never ended.</param>
/// <param name="EndedWhileAway">Whether the service ended itself although there was nothing to start again for.</param>
/// <param name="Expected">Leaves in the order in which they were applied: lane, group, member.</param>
/// <param name="Told">Leaves in the order in which the broker got them, each as often as it did.</param>
internal sealed record OutageResult(
    StormResult Storm, int During, int Unanswered, long Backlog, TimeSpan CatchUp, long Megabytes, int Starts, bool EndedWhileAway, IReadOnlyList<ToldLeave> Expected, IReadOnlyList<ToldLeave> Told)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"storm: {Storm}; {During:N0} callbacks while the broker was away, {Unanswered} unanswered; {Backlog:N0} events waited, told {CatchUp.TotalSeconds:N1} s after its start; {Told.Count:N0} leaves on the broker for {Expected.Count:N0} applied; {Megabytes:N0} MB at most; {Starts} start(s) of the service");
}

/// <summary>One leave. Consumers take each message id once.</summary>
internal sealed record ToldLeave(Guid MessageId, int Lane, Guid Group, Guid Member);

/// <summary>
/// A storm of callbacks in the middle of which the broker's process is killed; callbacks go on, slower, for as long as it is away; then it is started again on its files. A durable
/// queue, bound before, hears what is told.
/// </summary>
internal static class BrokerOutage
{
    private const string Listener = "outage-listener";
    private const int Lanes = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <param name="perSecond">Of the storm.</param>
    /// <param name="storm">How long the storm is; the broker is killed in its middle.</param>
    /// <param name="slower">Callbacks a second, at most, while the broker is away.</param>
    /// <param name="outage">How long the broker is away, from its end to its start.</param>
    public static async Task<OutageResult> RunAsync(int perSecond, TimeSpan storm, int slower, TimeSpan outage)
    {
        var options = new RabbitMqOptions(Directory.CreateTempSubdirectory("steward-outage-").FullName, 0, "outage");
        await using var wecom = await ScriptedWeCom.StartAsync();
        wecom.On("externalcontact/groupchat/get", CallbackStorm.OneGroup);
        await using var first = await RabbitMqServer.StartAsync(options, CancellationToken.None);
        await ListenAsync(first.ConnectionString);
        await using var world = await World.WithAsync(wecom, $"--ConnectionStrings:rabbitmq={first.ConnectionString}");
        var http = world.Host.Http;

        var storming = CallbackStorm.RunAsync(http, world.Account, perSecond, storm);
        await Task.Delay(storm / 2);
        first.Kill();
        await first.StopAsync(CancellationToken.None);
        var away = Stopwatch.StartNew();
        var stormed = await storming;

        var (during, unanswered, peak) = (0, 0, 0L);
        var watch = Stopwatch.StartNew();
        while (away.Elapsed < outage)
        {
            if (!await CallbackStorm.PostOneAsync(http, world.Account, run: 7, during++)) { unanswered++; }

            if (during % slower == 0) { peak = Math.Max(peak, Megabytes()); }

            var due = TimeSpan.FromSeconds((double)during / slower) - watch.Elapsed;
            if (due > TimeSpan.Zero) { await Task.Delay(due); }
        }

        await EmptyAsync(world, "callback_queue");
        var ended = Stopping(world.Host);
        var backlog = await world.AskAsync<long>("select count(*) from outbox");
        peak = Math.Max(peak, Megabytes());
        var back = Stopwatch.StartNew();
        await using var second = await RabbitMqServer.StartAsync(options with { Port = first.Port }, CancellationToken.None);
        ServiceHost? successor = null;
        try
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    await Task.Delay(Look);
                    if (successor is null && Stopping(world.Host)) { successor = await SucceedAsync(world, second.ConnectionString); }

                    return await world.AskAsync<long>("select count(*) from outbox") == 0;
                },
                Patience,
                "everything is told");
            var caughtUp = back.Elapsed;
            await HearsAgainAsync(world, second.ConnectionString, async () => successor ??= Stopping(world.Host) ? await SucceedAsync(world, second.ConnectionString) : null);
            return new OutageResult(
                stormed, during, unanswered, backlog, caughtUp, Math.Max(peak, Megabytes()), successor is null ? 1 : 2, ended, await AppliedAsync(world), await HeardAsync(second.ConnectionString));
        }
        finally
        {
            if (successor is not null) { await successor.DisposeAsync(); }
        }
    }

    private static bool Stopping(ServiceHost host) => host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested;

    /// <summary>Whoever runs the service starts it again (decision 008).</summary>
    private static async Task<ServiceHost> SucceedAsync(World world, string broker)
    {
        Environment.ExitCode = 0;
        await world.Host.StopAsync();
        return await World.HostAsync(world.Host, null, $"--ConnectionStrings:rabbitmq={broker}");
    }

    private static Task EmptyAsync(World world, string table) => Eventually.TrueAsync(
        async () =>
        {
            await Task.Delay(Look);
            return await world.AskAsync<long>($"select count(*) from {table}") == 0;
        },
        Patience,
        $"{table} is worked off");

    private static long Megabytes()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64 >> 20;
    }

    /// <summary>The service takes from its queues again: a command that somebody publishes is in the ledger.</summary>
    private static async Task HearsAgainAsync(World world, string broker, Func<Task> succeed)
    {
        var command = Guid.NewGuid();
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var send = new SendToGroupsV1 { CommandId = command, BrandId = world.Brand, AccountId = world.Account, Origin = "inbox", GroupIds = [Kernel.GroupId.From(new Kernel.AccountId(world.Account), "wrStorm1").Value], Text = "回来了", RequestedBy = "" };
        var envelope = JsonSerializer.SerializeToUtf8Bytes(new { messageId = Guid.NewGuid(), messageType = new[] { "urn:message:channels:send-to-groups:v1" }, message = send }, Web);
        await channel.BasicPublishAsync(
            ExchangeOf<SendToGroupsV1>(), "", mandatory: false, new BasicProperties { Persistent = true, ContentType = "application/vnd.masstransit+json", MessageId = Guid.NewGuid().ToString() }, envelope);
        await Eventually.TrueAsync(
            async () =>
            {
                await Task.Delay(Look);
                await succeed();
                return await world.AskAsync<long>($"select count(*) from commands where command_id = '{command}'") == 1;
            },
            Patience,
            "the service hears again");
    }

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private static string ExchangeOf<T>() => typeof(T).GetCustomAttribute<EntityNameAttribute>()!.EntityName;

    private static async Task ListenAsync(string broker)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(Listener, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.ExchangeDeclareAsync(ExchangeOf<MembersLeftV1>(), ExchangeType.Direct, durable: true);
        foreach (var lane in Enumerable.Range(0, Lanes)) { await channel.QueueBindAsync(Listener, ExchangeOf<MembersLeftV1>(), $"p{lane}"); }
    }

    private static async Task<IReadOnlyList<ToldLeave>> HeardAsync(string broker)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var heard = new List<ToldLeave>();
        while (await channel.BasicGetAsync(Listener, autoAck: true) is { } delivery)
        {
            using var envelope = JsonDocument.Parse(delivery.Body);
            var left = envelope.RootElement.GetProperty("message").Deserialize<MembersLeftV1>(Web)!;
            heard.Add(new ToldLeave(envelope.RootElement.GetProperty("messageId").GetGuid(), left.Partition, left.GroupId, left.MemberIds[0]));
        }

        return heard;
    }

    /// <summary>What the callbacks say that were applied, batch after batch and in each in the order of their arrival.</summary>
    private static async Task<IReadOnlyList<ToldLeave>> AppliedAsync(World world)
    {
        var text = await world.AskAsync<string>(
            "select coalesce(json_agg(json_build_array(substring(body from '<ChatId>([^<]*)'), substring(body from '<Item>([^<]*)')) order by applied_at, callback_id), '[]')::text from callbacks_raw where outcome in ('left', 'removed')");
        var account = new Kernel.AccountId(world.Account);
        return
        [
            .. JsonSerializer.Deserialize<string[][]>(text)!.Select(pair =>
            {
                var group = Kernel.GroupId.From(account, pair[0]);
                return new ToldLeave(Guid.Empty, Kernel.Partition.Of(group, Lanes), group.Value, Kernel.MemberId.From(account, pair[1]).Value);
            }),
        ];
    }
}
