using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Steward.ServiceDefaults.Storage;

/// <summary>Keeps the day partitions of a table: makes the coming ones, drops those whose rows nobody needs any more, at the start and every hour.</summary>
internal sealed partial class DayPartitions(string table, int keepDays, Database database, TimeProvider clock, ILogger<DayPartitions> logger) : BackgroundService
{
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
            await using var maintain = new NpgsqlCommand($"select maintain_{table}($1, $2)", connection);
            maintain.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime) });
            maintain.Parameters.Add(new NpgsqlParameter<int> { TypedValue = keepDays });
            var dropped = (int)(await maintain.ExecuteScalarAsync(ct))!;
            if (dropped > 0) { Log.Dropped(logger, dropped, table); }
        }
        catch (NpgsqlException exception)
        {
            // Rows without a partition of their own go to the default one, so a missed run loses nothing.
            Log.Missed(logger, table, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Count} old days of {Table} dropped.")]
        public static partial void Dropped(ILogger logger, int count, string table);

        [LoggerMessage(2, LogLevel.Warning, "The days of {Table} could not be maintained; the next try is in an hour.")]
        public static partial void Missed(ILogger logger, string table, Exception exception);
    }
}

/// <summary>Registers the upkeep of tables that are partitioned by day.</summary>
public static class DayPartitionsSetup
{
    /// <summary>Keeps a table's day partitions from now on. Its migration offers <c>maintain_{table}(today date, keep_days int) returns int</c>, the number of dropped partitions.</summary>
    public static void KeepDayPartitions(this IServiceCollection services, string table, int keepDays) =>
        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<DayPartitions>(provider, table, keepDays));
}
