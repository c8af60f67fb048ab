using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Steward.ServiceDefaults.Storage;

namespace Steward.ServiceDefaults.Messaging;

/// <summary>Keeps the inbox's day partitions: makes the coming ones, drops those older than a week, at the start and every hour.</summary>
internal sealed partial class InboxPurge(Database database, TimeProvider clock, ILogger<InboxPurge> logger) : BackgroundService
{
    /// <summary>No redelivery can be older: the last one is minutes after the first, and dead letters are replayed by people within days.</summary>
    private const int KeepDays = 7;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        try
        {
            do { await MaintainAsync(stoppingToken); }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }

    private async Task MaintainAsync(CancellationToken ct)
    {
        try
        {
            await using var connection = await database.OpenAsync(ct);
            await using var maintain = new NpgsqlCommand("select maintain_inbox($1, $2)", connection);
            maintain.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime) });
            maintain.Parameters.Add(new NpgsqlParameter<int> { TypedValue = KeepDays });
            var dropped = (int)(await maintain.ExecuteScalarAsync(ct))!;
            if (dropped > 0) { Log.Dropped(logger, dropped); }
        }
        catch (NpgsqlException exception)
        {
            // Ids outside every partition go to the default one, so a missed run loses nothing.
            Log.Missed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Count} old inbox partitions dropped.")]
        public static partial void Dropped(ILogger logger, int count);

        [LoggerMessage(2, LogLevel.Warning, "The inbox could not be maintained; the next try is in an hour.")]
        public static partial void Missed(ILogger logger, Exception exception);
    }
}
