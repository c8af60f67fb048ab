using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Steward.Kernel;
using Steward.Moderation;
using Steward.Moderation.Rules.Versions;
using Steward.NativeServers;
using Steward.ServiceDefaults.Messaging;

namespace Steward.Benchmarks;

/// <summary>Moderation alone on a durable PostgreSQL and a broker of its own: envelopes are put on the broker as Channels' outbox does, and heard again as a consumer of Moderation's would.</summary>
internal sealed class ScreeningStage : IAsyncDisposable
{
    private const int Lanes = 4;
    private const string In = "channels.messages-received.v1";
    private const string Out = "moderation.messages-screened.v1";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, long> _due = new();
    private readonly List<double> _milliseconds = [];
    private readonly ScreeningTraffic _traffic = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("steward-bench-").FullName;
    private RabbitMqServer? _broker;
    private PostgresServer? _postgres;
    private WebApplication? _app;
    private IConnection? _connection;
    private OutboxPublisher? _publisher;
    private int _heard;

    public static async Task<ScreeningStage> StartAsync()
    {
        var stage = new ScreeningStage();
        stage._broker = await RabbitMqServer.StartAsync(new RabbitMqOptions(Path.Combine(stage._folder, "broker"), 0, "bench"), CancellationToken.None);
        stage._postgres = await PostgresServer.StartAsync(new PostgresOptions(Path.Combine(stage._folder, "postgres"), 0, "bench"), CancellationToken.None);
        await stage._postgres.CreateDatabaseIfMissingAsync("moderation", CancellationToken.None);
        string[] settings =
        [
            "--urls=http://127.0.0.1:0", "--GRPC_PORT=0", "--Logging:LogLevel:Default=Warning", $"--ConnectionStrings:rabbitmq={stage._broker.ConnectionString}", $"--ConnectionStrings:moderation-db={stage._postgres.ConnectionString("moderation")}",
            "--Auth:SigningKey=bench-signing-key-0123456789", "--Postgres:AppPassword=bench-app", $"--Messaging:Partitions={Lanes}",
        ];
        await ModerationService.Definition.MigrateAsync(new ConfigurationBuilder().AddCommandLine(settings).Build(), CancellationToken.None);
        stage._app = ModerationService.Definition.Build(settings, null);
        await stage._app.StartAsync();
        await stage._app.Services.GetRequiredService<ChangeRulesHandler>().HandleAsync(new PublishRuleSet(RuleScope.Of(new BrandId(stage._traffic.Brand)), ScreeningTraffic.Rules(), "", "bench"), CancellationToken.None);
        await stage.ListenAsync();
        stage._publisher = new OutboxPublisher(stage._broker.ConnectionString, "bench");
        return stage;
    }

    /// <summary>Offers envelopes as fast as the broker takes them.</summary>
    /// <returns>Messages a second, from the first envelope offered to the last one heard.</returns>
    public async Task<double> BurstAsync(int messages)
    {
        var now = TimeProvider.System.GetUtcNow();
        OutboxMessage[] envelopes = [.. Enumerable.Range(0, messages / Envelope.Messages).Select(number => OutboxMessage.From(_traffic.Next(number % Lanes, Envelope.Messages, now), now))];
        var (before, watch) = (_heard, Stopwatch.StartNew());
        foreach (var part in envelopes.Chunk(64)) { await _publisher!.PublishAsync(part, CancellationToken.None); }

        await HeardAsync(before + envelopes.Length);
        return envelopes.Length * Envelope.Messages / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Offers so many messages a second, an envelope whenever it is due, whatever became of those before. A verdict's time counts from then and ends when a consumer of Moderation's hears it.</summary>
    public async Task<Percentiles> SteadyAsync(int perSecond, int inEnvelope, int seconds)
    {
        var (count, between) = (perSecond * seconds / inEnvelope, TimeSpan.FromSeconds((double)inEnvelope / perSecond));
        var (before, start, sending) = (_heard, Stopwatch.GetTimestamp(), new List<Task>());
        lock (_milliseconds) { _milliseconds.Clear(); }

        for (var number = 0; number < count; number++)
        {
            var due = start + (long)(between.TotalSeconds * number * Stopwatch.Frequency);
            if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is { Ticks: > 0 } early) { await Task.Delay(early); }

            var envelope = _traffic.Next(number % Lanes, inEnvelope, TimeProvider.System.GetUtcNow());
            _due[envelope.BatchId] = due;
            sending.Add(_publisher!.PublishAsync([OutboxMessage.From(envelope, envelope.AcceptedAt)], CancellationToken.None));
        }

        await Task.WhenAll(sending);
        await HeardAsync(before + count);
        lock (_milliseconds)
        {
            _milliseconds.Sort();
            double At(double share) => _milliseconds[(int)Math.Ceiling(share * _milliseconds.Count) - 1];
            return new Percentiles(_milliseconds.Count * inEnvelope, At(0.5), At(0.99), _milliseconds[^1]);
        }
    }

    /// <summary>What this process (stage, sender and listener), PostgreSQL and the broker have used of the processors until now.</summary>
    public (TimeSpan Own, TimeSpan Postgres, TimeSpan Broker) Used() => (Environment.CpuUsage.TotalTime, ProcessorTime.OfTree(_postgres!.ProcessId), ProcessorTime.OfTree(_broker!.ProcessId));

    /// <summary>What the database holds: how many messages were screened, and how many of them are stored as offences.</summary>
    public async Task<(long Screened, long Offences)> StoredAsync()
    {
        await using var source = NpgsqlDataSource.Create(_postgres!.ConnectionString("moderation"));
        await using var command = source.CreateCommand("select (select sum(messages)::bigint from screening_totals where label <> 'signal'), (select count(*) from offences)");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    public async ValueTask DisposeAsync()
    {
        if (_publisher is not null) { await _publisher.DisposeAsync(); }

        if (_connection is not null) { await _connection.DisposeAsync(); }

        if (_app is not null) { await _app.DisposeAsync(); }

        if (_postgres is not null) { await _postgres.DisposeAsync(); }

        if (_broker is not null) { await _broker.DisposeAsync(); }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task ListenAsync()
    {
        _connection = await new ConnectionFactory { Uri = new Uri(_broker!.ConnectionString) }.CreateConnectionAsync();
        var channel = await _connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(Out, ExchangeType.Direct, durable: true);
        await channel.ExchangeDeclareAsync(In, ExchangeType.Direct, durable: true);
        var queue = await channel.QueueDeclareAsync();
        for (var lane = 0; lane < Lanes; lane++) { await channel.QueueBindAsync(queue.QueueName, Out, $"p{lane}"); }

        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            Hear(delivery.Body.Span);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
    }

    /// <summary>An envelope is not taken apart: the listener shares two cores with what is measured.</summary>
    private void Hear(ReadOnlySpan<byte> body)
    {
        var now = Stopwatch.GetTimestamp();
        var key = "\"batchId\":\""u8;
        if (Utf8Parser.TryParse(body[(body.IndexOf(key) + key.Length)..], out Guid batch, out _) && _due.TryRemove(batch, out var due))
        {
            lock (_milliseconds) { _milliseconds.Add(Stopwatch.GetElapsedTime(due, now).TotalMilliseconds); }
        }

        Interlocked.Increment(ref _heard);
    }

    private async Task HeardAsync(int envelopes)
    {
        var watch = Stopwatch.StartNew();
        while (Volatile.Read(ref _heard) < envelopes)
        {
            if (watch.Elapsed > Patience) { throw new TimeoutException($"{_heard} of {envelopes} envelopes came out."); }

            await Task.Delay(5);
        }
    }
}
