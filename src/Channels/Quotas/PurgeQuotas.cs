using Npgsql;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Quotas;

/// <summary>Once an hour forgets the windows that nothing can be given back to any more.</summary>
internal sealed partial class PurgeQuotas(Database database, TimeProvider clock, ILogger<PurgeQuotas> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await using var connection = await database.OpenAsync(stoppingToken);
                    await using var purge = new NpgsqlCommand("select purge_quota_uses($1)", connection);
                    purge.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = clock.GetUtcNow().UtcDateTime });
                    Log.Purged(logger, (long)(await purge.ExecuteScalarAsync(stoppingToken))!);
                }
                catch (NpgsqlException exception)
                {
                    Log.Waiting(logger, exception);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "{Count} quota windows are over.")]
        public static partial void Purged(ILogger logger, long count);

        [LoggerMessage(2, LogLevel.Warning, "Old quota windows stay an hour longer: the database does not answer.")]
        public static partial void Waiting(ILogger logger, Exception exception);
    }
}
