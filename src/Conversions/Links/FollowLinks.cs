using System.Collections.Concurrent;
using Npgsql;
using Steward.ServiceDefaults.Storage;

namespace Steward.Conversions.Links;

/// <summary>Keeps the code table equal to the database: all of it at start and after a lost connection, then each code that another replica puts.</summary>
internal sealed partial class FollowLinks(Database database, CodeTable codes, TimeProvider clock, ILogger<FollowLinks> logger) : BackgroundService
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.Zero;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (pause > TimeSpan.Zero) { await Task.Delay(pause, clock, stoppingToken); }

                await FollowUntilDisconnectedAsync(() => pause = TimeSpan.Zero, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // What is in memory goes on being served; news is read again from the whole table.
                pause = TimeSpan.FromSeconds(Math.Min(5, (pause.TotalSeconds * 2) + 0.25));
                Log.Waiting(logger, pause, exception);
            }
        }
    }

    private async Task FollowUntilDisconnectedAsync(Action connected, CancellationToken ct)
    {
        var news = new ConcurrentQueue<string>();
        await using var connection = await database.OpenAsync(ct);
        connection.Notification += (_, notification) =>
        {
            if (notification.Channel == "links") { news.Enqueue(notification.Payload); }
        };

        // Listen first, load then: what changes in between is heard.
        await using (var listen = new NpgsqlCommand("listen links", connection)) { await listen.ExecuteNonQueryAsync(ct); }

        Log.Loaded(logger, await codes.LoadAllAsync(ct));
        connected();
        await using var ping = new NpgsqlCommand("select 1", connection);
        while (true)
        {
            // A connection that died without a word is found out by asking it.
            if (!await connection.WaitAsync(Silence, ct)) { await ping.ExecuteNonQueryAsync(ct); }

            while (news.TryDequeue(out var code)) { await codes.RefreshAsync(code, ct); }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Count} link codes are in memory.")]
        public static partial void Loaded(ILogger logger, int count);

        [LoggerMessage(2, LogLevel.Warning, "News of links waits {Pause}: the database does not answer.")]
        public static partial void Waiting(ILogger logger, TimeSpan pause, Exception exception);
    }
}
