using Npgsql;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>Takes commands that are due, those that somebody waits for first, and moves each one step on. A taken row is leased by moving its due time: a replica that dies leaves it to the others.</summary>
internal sealed partial class WorkOffCommands(Database database, AdvanceCommand advance, TimeProvider clock, ILogger<WorkOffCommands> logger) : BackgroundService
{
    private const int Batch = 32;
    private const int AtOnce = 8;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Blocked = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Last = TimeSpan.FromSeconds(30);

    /// <summary>When to look again: quickly at first, because simulated and eager people confirm at once, then ever later.</summary>
    internal static TimeSpan Wait(Progress progress, int attempts) => progress switch
    {
        Progress.Moved => First,
        Progress.Blocked => Blocked,
        _ => TimeSpan.FromTicks(Math.Min(Last.Ticks, First.Ticks << Math.Min(attempts, 20))),
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await RoundAsync(stoppingToken) < Batch) { await Task.Delay(Look, clock, stoppingToken); }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception exception)
            {
                Log.Waiting(logger, exception);
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Takes some commands that are due and moves each one step on.</summary>
    /// <returns>How many were due; fewer than a batch: no more are.</returns>
    internal async Task<int> RoundAsync(CancellationToken ct)
    {
        var due = await TakeAsync(ct);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (work, one) => await StepAsync(work, one));
        return due.Count;
    }

    private async Task<List<Work>> TakeAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var connection = await database.OpenAsync(ct);
        await using var take = new NpgsqlCommand(
            """
            update command_work set due_at = $2, attempts = attempts + 1
            where command_id in (select command_id from command_work where due_at <= $1 order by priority, due_at limit $3 for update skip locked)
            returning command_id, brand_id, attempts
            """,
            connection);
        take.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
        take.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now + Lease });
        take.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Batch });
        await using var reader = await take.ExecuteReaderAsync(ct);
        var due = new List<Work>();
        while (await reader.ReadAsync(ct)) { due.Add(new Work(new CommandId(reader.GetGuid(0)), new BrandId(reader.GetGuid(1)), reader.GetInt32(2))); }

        return due;
    }

    private async Task StepAsync(Work work, CancellationToken ct)
    {
        Advance came = Progress.Waits;
        try
        {
            came = await advance.HandleAsync(work.Brand, work.Command, ct);
            if (came.Progress is Progress.Settled) { return; }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.Failed(logger, work.Command, exception);
        }

        await using var connection = await database.OpenAsync(ct);
        await using var later = new NpgsqlCommand("update command_work set due_at = $2, attempts = case when $3 then 0 else attempts end where command_id = $1", connection);
        later.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = work.Command.Value });
        later.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = came.NextAt is { } at ? at.UtcDateTime : clock.GetUtcNow().UtcDateTime + Wait(came.Progress, work.Attempts - 1) });
        later.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = came.Progress is Progress.Moved || came.NextAt is not null });
        await later.ExecuteNonQueryAsync(ct);
    }

    private sealed record Work(CommandId Command, BrandId Brand, int Attempts);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Commands wait.")]
        public static partial void Waiting(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "Command {Command} cannot be moved on.")]
        public static partial void Failed(ILogger logger, CommandId command, Exception exception);
    }
}
