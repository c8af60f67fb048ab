using Npgsql;
using Steward.ServiceDefaults.Storage;

namespace Steward.Members.Activity;

/// <summary>Keeps the day partitions of who spoke where: makes the coming ones, drops those whose messages can no longer come, at the start and every hour.</summary>
internal sealed partial class SpeakerDays(Database database, TimeProvider clock, ILogger<SpeakerDays> logger) : BackgroundService
{
    /// <summary>The channel's archive reaches back five days; a week and a half leaves room for an outage of ours.</summary>
    private const int KeepDays = 10;

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
            await using var maintain = new NpgsqlCommand("select maintain_member_group_day($1, $2)", connection);
            maintain.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime) });
            maintain.Parameters.Add(new NpgsqlParameter<int> { TypedValue = KeepDays });
            var dropped = (int)(await maintain.ExecuteScalarAsync(ct))!;
            if (dropped > 0) { Log.Dropped(logger, dropped); }
        }
        catch (NpgsqlException exception)
        {
            // Days without a partition of their own go to the default one, so a missed run loses nothing.
            Log.Missed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Count} old days of speakers dropped.")]
        public static partial void Dropped(ILogger logger, int count);

        [LoggerMessage(2, LogLevel.Warning, "The days of speakers could not be maintained; the next try is in an hour.")]
        public static partial void Missed(ILogger logger, Exception exception);
    }
}
