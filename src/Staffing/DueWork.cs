using Dapper;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing;

/// <summary>
/// Work that becomes due by the clock, found every few seconds in a timer table outside row-level security (brand, key, due_at) and done one by one under its brand. Whoever does it takes the row out in the same transaction: a turn
/// that dies has done nothing, and what another replica holds is left to it.
/// </summary>
/// <param name="table">The timer table.</param>
/// <param name="key">Its key beside the brand.</param>
/// <param name="database">Where it lies.</param>
/// <param name="clock">By which it is due.</param>
/// <param name="logger">Hears why it is not done.</param>
internal abstract partial class DueWork(string table, string key, Database database, TimeProvider clock, ILogger logger) : BackgroundService
{
    private const int BatchSize = 100;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    protected Database Database => database;

    protected DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Does what is due now.</summary>
    /// <returns>How many.</returns>
    internal async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var done = 0;
        while (true)
        {
            List<Due> due;
            await using (var connection = await database.OpenAsync(ct))
            {
                due = (await connection.QueryAsync<Due>(new CommandDefinition(
                    $"select brand_id, {key} as id from {table} where due_at <= @now order by due_at limit @BatchSize", new { now = Now, BatchSize }, cancellationToken: ct))).AsList();
            }

            var touched = 0;
            foreach (var one in due) { touched += await DoAsync(one.BrandId, one.Id, ct) ? 1 : 0; }

            done += touched;
            // Nothing was touched: what is left is in another replica's hands.
            if (due.Count < BatchSize || touched == 0) { return done; }
        }
    }

    /// <summary>Does one.</summary>
    /// <returns>False: it was left alone.</returns>
    protected abstract Task<bool> DoAsync(BrandId brand, Guid id, CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        var pause = Period;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await RunOnceAsync(stoppingToken);
                    pause = Period;
                }
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
                {
                    // The database is away, as a rule: what is due stays due.
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                    Log.Waiting(logger, table, pause, exception);
                    await Task.Delay(pause, clock, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }

    private sealed record Due
    {
        public BrandId BrandId { get; init; }
        public Guid Id { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "What is due by {Table} could not be done; next try in {Pause}.")]
        public static partial void Waiting(ILogger logger, string table, TimeSpan pause, Exception exception);
    }
}
