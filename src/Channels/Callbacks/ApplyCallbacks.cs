using System.Diagnostics.Metrics;
using Npgsql;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Callbacks;

/// <summary>
/// Works off the kept callbacks, urgent ones first, else in order of arrival. A batch that fails is taken apart: an event that fails alone is tried
/// again ever later and at last set aside, its neighbours go on.
/// </summary>
internal sealed partial class ApplyCallbacks(Database database, ApplyEvents apply, CallbackBell bell, TimeProvider clock, ILogger<ApplyCallbacks> logger) : BackgroundService
{
    private const int PageSize = 200;
    private const int MostAttempts = 8;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> SetAside = Meter.CreateCounter<long>("steward.callbacks.set_aside", description: "Callbacks given up after several tries; their bodies are kept.");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await RoundAsync(stoppingToken) < PageSize) { await bell.WaitAsync(Poll, stoppingToken); }
            }
            catch (NpgsqlException exception)
            {
                Log.Waiting(logger, exception);
                await Task.Delay(Poll, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
        }
    }

    private async Task<int> RoundAsync(CancellationToken ct)
    {
        var waiting = new List<(long Id, BrandId Brand)>();
        await using (var connection = await database.OpenAsync(ct))
        await using (var query = new NpgsqlCommand("select callback_id, brand_id from callback_queue where due_at <= $1 order by urgent desc, callback_id limit $2", connection))
        {
            query.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = clock.GetUtcNow().UtcDateTime });
            query.Parameters.Add(new NpgsqlParameter<int> { TypedValue = PageSize });
            await using var reader = await query.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct)) { waiting.Add((reader.GetInt64(0), new BrandId(reader.GetGuid(1)))); }
        }

        foreach (var brand in waiting.GroupBy(one => one.Brand, one => one.Id)) { await BatchAsync(brand.Key, [.. brand], ct); }

        return waiting.Count;
    }

    private async Task BatchAsync(BrandId brand, long[] ids, CancellationToken ct)
    {
        try
        {
            await apply.HandleAsync(brand, ids, ct);
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not NpgsqlException { IsTransient: true })
        {
            if (ids.Length == 1) { await DeferAsync(ids[0], brand, exception, ct); }
            else
            {
                foreach (var id in ids) { await BatchAsync(brand, [id], ct); }
            }
        }
    }

    private async Task DeferAsync(long id, BrandId brand, Exception exception, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var attempts = await transaction.SingleOrDefaultAsync<int?>(
            "update callback_queue set attempts = attempts + 1, due_at = @now + make_interval(secs => power(2, attempts)) where callback_id = @id returning attempts", new { id, now = clock.GetUtcNow() }, ct);
        Log.Failed(logger, id, attempts ?? 0, exception);
        if (attempts >= MostAttempts)
        {
            await transaction.ExecuteAsync("delete from callback_queue where callback_id = @id", new { id }, ct);
            await transaction.ExecuteAsync("update callbacks_raw set outcome = 'failed' where brand_id = @brand and callback_id = @id", new { brand, id }, ct);
            SetAside.Add(1);
        }

        await transaction.CommitAsync(ct);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Callbacks wait: the database does not answer.")]
        public static partial void Waiting(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "Callback {Id} failed for the {Attempts}. time.")]
        public static partial void Failed(ILogger logger, long id, int attempts, Exception exception);
    }
}
