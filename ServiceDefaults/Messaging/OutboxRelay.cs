using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Steward.ServiceDefaults.Storage;

namespace Steward.ServiceDefaults.Messaging;

/// <summary>
/// Publishes the outbox: up to 1,000 rows a transaction, confirmed by the broker before the delete commits, so a crash repeats and never loses.
/// One replica relays at a time (advisory lock), which keeps lanes in order. Wakes when this process has written, and once a second.
/// </summary>
internal sealed partial class OutboxRelay(Database database, Func<OutboxPublisher> connect, TimeProvider clock, ILogger<OutboxRelay> logger) : BackgroundService
{
    private const int BatchSize = 1000;
    private const long LockKey = 0x4F_55_54_42;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NextTurn = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(10);
    private static readonly Meter Meter = new("Steward.Messaging");
    private static readonly Counter<long> Published = Meter.CreateCounter<long>("steward.outbox.published", description: "Events published from the outbox.");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.Zero;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (pause > TimeSpan.Zero) { await Task.Delay(pause, clock, stoppingToken); }

                await RelayUntilDisconnectedAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Broker or database away: the outbox keeps everything; back off up to five seconds and go on.
                pause = TimeSpan.FromSeconds(Math.Min(5, pause.TotalSeconds * 2 + 0.25));
                Log.Waiting(logger, pause, exception);
                continue;
            }
            catch (OperationCanceledException) { return; }

            pause = TimeSpan.Zero;
        }
    }

    private async Task RelayUntilDisconnectedAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var publisher = connect();
        while (true)
        {
            var relayed = await RelayBatchAsync(connection, publisher, ct);
            while (relayed == BatchSize) { relayed = await RelayBatchAsync(connection, publisher, ct); }

            // Another replica's turn: what was written here meanwhile may have come too late for it, so look again soon.
            await database.Outbox.WaitAsync(relayed is null ? NextTurn : Poll, ct);
        }
    }

    /// <returns>How many rows were relayed; null when another replica has the turn.</returns>
    private static async Task<int?> RelayBatchAsync(NpgsqlConnection connection, OutboxPublisher publisher, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var turn = new NpgsqlCommand($"select pg_try_advisory_xact_lock({LockKey})", connection, transaction))
        {
            if (!(bool)(await turn.ExecuteScalarAsync(ct))!) { return null; }
        }

        var rows = new List<OutboxMessage>();
        await using (var take = new NpgsqlCommand(
            $"""
            with taken as (delete from outbox where id in (select id from outbox order by id limit {BatchSize}) returning id, message_id, urn, lane, body)
            select message_id, urn, lane, body from taken order by id
            """,
            connection,
            transaction))
        await using (var reader = await take.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                rows.Add(new OutboxMessage(reader.GetGuid(0), reader.GetString(1), reader.GetInt32(2), reader.GetFieldValue<byte[]>(3)));
            }
        }

        if (rows.Count == 0) { return 0; }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(PublishTimeout);
        await publisher.PublishAsync(rows, timeout.Token);
        await transaction.CommitAsync(ct);
        Published.Add(rows.Count);
        return rows.Count;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The outbox waits {Pause}: the broker or the database does not answer.")]
        public static partial void Waiting(ILogger logger, TimeSpan pause, Exception exception);
    }
}
