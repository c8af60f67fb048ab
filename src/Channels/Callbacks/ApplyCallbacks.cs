using System.Diagnostics.Metrics;
using Npgsql;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Callbacks;

/// <summary>
/// Works off the kept callbacks in order of arrival, each in one transaction with its effects: after a crash the row is still there. Replicas skip
/// what another one holds. An event that fails is tried again ever later and at last set aside, its neighbours go on.
/// </summary>
internal sealed partial class ApplyCallbacks(Database database, ApplyCallback apply, CallbackBell bell, TimeProvider clock, ILogger<ApplyCallbacks> logger) : BackgroundService
{
    private const int PageSize = 200;
    private const int MostAttempts = 8;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Applied = Meter.CreateCounter<long>("steward.callbacks.applied", description: "Callbacks worked off, by outcome.");

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
        await using (var query = new NpgsqlCommand("select callback_id, brand_id from callback_queue where due_at <= $1 order by callback_id limit $2", connection))
        {
            query.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = clock.GetUtcNow().UtcDateTime });
            query.Parameters.Add(new NpgsqlParameter<int> { TypedValue = PageSize });
            await using var reader = await query.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct)) { waiting.Add((reader.GetInt64(0), new BrandId(reader.GetGuid(1)))); }
        }

        foreach (var (id, brand) in waiting)
        {
            try
            {
                await ApplyAsync(id, brand, ct);
            }
            catch (Exception exception) when (exception is not OperationCanceledException && exception is not NpgsqlException { IsTransient: true })
            {
                await DeferAsync(id, brand, exception, ct);
            }
        }

        return waiting.Count;
    }

    private async Task ApplyAsync(long id, BrandId brand, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var raw = await transaction.SingleOrDefaultAsync<Raw>(
            """
            with mine as (select callback_id from callback_queue where callback_id = @id for update skip locked),
                 taken as (delete from callback_queue using mine where callback_queue.callback_id = mine.callback_id returning callback_queue.callback_id)
            select r.account_id, r.body from callbacks_raw r join taken on taken.callback_id = r.callback_id where r.brand_id = @brand
            """,
            new { id, brand },
            ct);
        if (raw is null) { return; }

        var outcome = CallbackEvent.Parse(raw.Body) is { } told ? await apply.HandleAsync(new AccountId(raw.AccountId), brand, told, transaction, ct) : "malformed";
        await transaction.ExecuteAsync(
            """
            with done as (update callbacks_raw set applied_at = @now, outcome = @outcome where brand_id = @brand and callback_id = @id)
            update accounts set callbacks = callbacks + 1, callback_at = @now where brand_id = @brand and account_id = @account
            """,
            new { brand, id, outcome, account = raw.AccountId, now = clock.GetUtcNow() },
            ct);
        await transaction.CommitAsync(ct);
        Applied.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
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
            Applied.Add(1, new KeyValuePair<string, object?>("outcome", "failed"));
        }

        await transaction.CommitAsync(ct);
    }

    private sealed record Raw
    {
        public required Guid AccountId { get; init; }
        public required string Body { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Callbacks wait: the database does not answer.")]
        public static partial void Waiting(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "Callback {Id} failed for the {Attempts}. time.")]
        public static partial void Failed(ILogger logger, long id, int attempts, Exception exception);
    }
}
