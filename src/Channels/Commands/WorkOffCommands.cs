using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Npgsql;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>Takes commands that are due, those that somebody waits for first, and moves each one step on. A taken row is leased by moving its due time: a replica that dies leaves it to the others.</summary>
internal sealed partial class WorkOffCommands(Database database, AdvanceBatch advance, IOptions<CommandOptions> options, TimeProvider clock, ILogger<WorkOffCommands> logger) : BackgroundService
{
    private const int Smallest = 32;
    private const int Largest = 512;
    private const short LastPriority = 2;
    private const int BrandsAtOnce = 4;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>What somebody begins to wait for should not wait longer than this for the round before it.</summary>
    private static readonly TimeSpan LongRound = TimeSpan.FromSeconds(1);
    private int _batch = Smallest;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var most = _batch;
                if (await RoundAsync(stoppingToken) < most) { await Task.Delay(Look, clock, stoppingToken); }
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
        var began = clock.GetTimestamp();
        var due = await TakeAsync(_batch, ct);
        var later = new ConcurrentBag<(Work Work, Advance Came)>();
        await Parallel.ForEachAsync(due.GroupBy(work => work.Brand), new ParallelOptions { MaxDegreeOfParallelism = BrandsAtOnce, CancellationToken = ct }, async (brand, one) =>
        {
            foreach (var work in await AdvanceAsync(brand.Key, [.. brand], one)) { later.Add(work); }
        });
        await LaterAsync([.. later.Where(one => one.Came.Progress is not Progress.Settled)], ct);
        var took = clock.GetElapsedTime(began);
        _batch = took > LongRound ? Math.Max(Smallest, _batch / 2) : took < LongRound / 2 && due.Count == _batch ? Math.Min(Largest, _batch * 2) : _batch;
        return due.Count;
    }

    private async Task<IReadOnlyList<(Work Work, Advance Came)>> AdvanceAsync(BrandId brand, IReadOnlyList<Work> due, CancellationToken ct)
    {
        try
        {
            var came = await advance.HandleAsync(brand, [.. due.Select(work => work.Command)], ct);
            return [.. due.Select(work => (work, came.TryGetValue(work.Command, out var one) ? one : Progress.Waits))];
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One brand's trouble must not keep the others.
            Log.BrandWaits(logger, brand, exception);
            return [.. due.Select(work => (work, (Advance)Progress.Waits))];
        }
    }

    private async Task<List<Work>> TakeAsync(int most, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var connection = await database.OpenAsync(ct);
        var due = new List<Work>();
        for (short priority = 0; priority <= LastPriority && due.Count < most; priority++)
        {
            await using var take = new NpgsqlCommand(
                """
                update command_work set due_at = $2, attempts = attempts + 1
                where command_id = any (array(select command_id from command_work where priority = $4 and due_at <= $1 order by due_at limit $3 for update skip locked))
                returning command_id, brand_id, attempts
                """,
                connection);
            take.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
            take.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.AddSeconds(options.Value.LeaseSeconds) });
            take.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most - due.Count });
            take.Parameters.Add(new NpgsqlParameter<short> { TypedValue = priority });
            await using var reader = await take.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct)) { due.Add(new Work(new CommandId(reader.GetGuid(0)), new BrandId(reader.GetGuid(1)), reader.GetInt32(2))); }
        }

        return due;
    }

    private async Task LaterAsync(List<(Work Work, Advance Came)> all, CancellationToken ct)
    {
        if (all.Count == 0) { return; }

        var now = clock.GetUtcNow();
        await using var connection = await database.OpenAsync(ct);
        await using var later = new NpgsqlCommand(
            """
            update command_work w set due_at = l.due_at, attempts = case when l.anew then 0 else w.attempts end from unnest($1, $2, $3) as l (command_id, due_at, anew) where w.command_id = l.command_id
            """,
            connection);
        later.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. all.Select(one => one.Work.Command.Value)] });
        later.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. all.Select(one => (one.Came.NextAt ?? now + Advance.Wait(one.Came.Progress, one.Work.Attempts - 1)).UtcDateTime)] });
        later.Parameters.Add(new NpgsqlParameter<bool[]> { TypedValue = [.. all.Select(one => one.Came.Progress is Progress.Moved || one.Came.NextAt is not null)] });
        await later.ExecuteNonQueryAsync(ct);
    }

    private sealed record Work(CommandId Command, BrandId Brand, int Attempts);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Commands wait.")]
        public static partial void Waiting(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "Commands of brand {Brand} wait.")]
        public static partial void BrandWaits(ILogger logger, BrandId brand, Exception exception);
    }
}
