using System.Collections.Concurrent;
using Npgsql;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Messages;

/// <summary>Makes the history's day partitions: those of the next days ahead of time, those of read messages when the first arrives. Days far from now share the default partition.</summary>
internal sealed partial class MessageDays(Database database, TimeProvider clock, ILogger<MessageDays> logger) : BackgroundService
{
    private const int DaysBack = 40;
    private const int DaysAhead = 3;
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<DateOnly, bool> _made = new();

    /// <summary>Sees to the partitions of these moments.</summary>
    public async Task EnsureAsync(IEnumerable<DateTimeOffset> moments, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        DateOnly[] missing = [.. moments.Select(moment => DateOnly.FromDateTime(moment.UtcDateTime)).Distinct().Where(day => !_made.ContainsKey(day) && day >= today.AddDays(-DaysBack) && day <= today.AddDays(DaysAhead))];
        if (missing.Length == 0) { return; }

        await using var connection = await database.OpenAsync(ct);
        await using var make = new NpgsqlCommand("select make_message_days($1)", connection);
        make.Parameters.Add(new NpgsqlParameter<DateOnly[]> { TypedValue = missing });
        await make.ExecuteNonQueryAsync(ct);
        foreach (var day in missing) { _made[day] = true; }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            do { await MakeNextDaysAsync(stoppingToken); }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task MakeNextDaysAsync(CancellationToken ct)
    {
        try
        {
            var now = clock.GetUtcNow();
            await EnsureAsync(Enumerable.Range(-1, DaysAhead + 2).Select(day => now.AddDays(day)), ct);
        }
        catch (NpgsqlException exception)
        {
            Log.Later(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The next days' partitions are made later.")]
        public static partial void Later(ILogger logger, Exception exception);
    }
}
