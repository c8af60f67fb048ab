using System.Threading.Channels;
using Npgsql;
using Steward.Channels.Accounts;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Callbacks;

/// <summary>What became of a callback at the door.</summary>
internal enum Keeping
{
    /// <summary>Committed.</summary>
    Kept,

    /// <summary>It was there already.</summary>
    Repeated,

    /// <summary>The database did not take it in time.</summary>
    Failed,
}

/// <summary>
/// Stores callbacks raw, all those that wait at a moment in one transaction: a commit costs the same for one and for hundreds, so a storm makes the
/// batches larger instead of the answers slower. Whoever asked is told only after the commit.
/// </summary>
internal sealed partial class KeepCallbacks(Database database, CallbackBell bell, TimeProvider clock, ILogger<KeepCallbacks> logger) : BackgroundService
{
    private const int LargestBatch = 500;
    private const int MostWaiting = 20_000;

    /// <summary>Two: one batch is gathered and sent while the other's commit reaches the disk.</summary>
    private const int Writers = 2;

    /// <summary>WeCom gives up after five seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(MostWaiting);

    /// <summary>Keeps an event; returns after its commit, or when it is clear that there will be none in time.</summary>
    public Task<Keeping> KeepAsync(Account account, CallbackEvent told, string body)
    {
        var waiting = new Waiting(account.Brand, account.Id, told.DedupeKey, body, told.WelcomeCode.Length > 0, clock.GetTimestamp());
        return _waiting.Writer.TryWrite(waiting) ? waiting.Answer.Task : Task.FromResult(Keeping.Failed);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => WriteAsync(stoppingToken)));

    private async Task WriteAsync(CancellationToken stopping)
    {
        var batch = new List<Waiting>(LargestBatch);
        try
        {
            // The web server stops before this does, so nobody waits any more when the token ends.
            while (await _waiting.Reader.WaitToReadAsync(stopping))
            {
                while (batch.Count < LargestBatch && _waiting.Reader.TryRead(out var one)) { batch.Add(one); }

                await StoreAsync(batch);
                batch.Clear();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task StoreAsync(IReadOnlyList<Waiting> batch)
    {
        while (batch.Count > 0)
        {
            try
            {
                var kept = await InsertAsync(batch);
                foreach (var one in batch) { one.Answer.SetResult(kept.Remove((one.Account, one.Key)) ? Keeping.Kept : Keeping.Repeated); }

                bell.Ring();
                return;
            }
            catch (PostgresException exception) when (!exception.IsTransient && batch.Count > 1)
            {
                // One of them cannot be stored; its neighbours can.
                foreach (var one in batch) { await StoreAsync([one]); }

                return;
            }
            catch (Exception exception)
            {
                Log.Waiting(logger, batch.Count, exception);
                var late = batch.Where(one => clock.GetElapsedTime(one.Since) > Patience || exception is PostgresException { IsTransient: false }).ToHashSet();
                foreach (var one in late) { one.Answer.SetResult(Keeping.Failed); }

                batch = [.. batch.Where(one => !late.Contains(one))];
                await Task.Delay(Pause, clock, CancellationToken.None);
            }
        }
    }

    private async Task<HashSet<(AccountId Account, string Key)>> InsertAsync(IReadOnlyList<Waiting> batch)
    {
        await using var transaction = await database.BeginAsync([.. batch.Select(one => one.Brand).Distinct()], CancellationToken.None);
        await using var insert = transaction.Command(
            """
            with told as (select * from unnest($1, $2, $3, $4, $5) as told (brand_id, account_id, dedupe_key, body, urgent)),
                 kept as (
                    insert into callbacks_raw (brand_id, account_id, dedupe_key, body, received_at) select brand_id, account_id, dedupe_key, body, $6 from told
                    on conflict (brand_id, account_id, dedupe_key) do nothing returning callback_id, brand_id, account_id, dedupe_key),
                 queued as (
                    insert into callback_queue (callback_id, brand_id, account_id, due_at, urgent)
                    select kept.callback_id, kept.brand_id, kept.account_id, $6, asked.urgent
                    from kept join (select account_id, dedupe_key, bool_or(urgent) as urgent from told group by account_id, dedupe_key) asked using (account_id, dedupe_key))
            select account_id, dedupe_key from kept
            """);
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. batch.Select(one => one.Brand.Value)] });
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. batch.Select(one => one.Account.Value)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. batch.Select(one => one.Key)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. batch.Select(one => one.Body)] });
        insert.Parameters.Add(new NpgsqlParameter<bool[]> { TypedValue = [.. batch.Select(one => one.Urgent)] });
        insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = clock.GetUtcNow().UtcDateTime });
        var kept = new HashSet<(AccountId, string)>(batch.Count);
        await using (var reader = await insert.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) { kept.Add((new AccountId(reader.GetGuid(0)), reader.GetString(1))); }
        }

        await transaction.CommitAsync(CancellationToken.None);
        return kept;
    }

    private sealed record Waiting(BrandId Brand, AccountId Account, string Key, string Body, bool Urgent, long Since)
    {
        public TaskCompletionSource<Keeping> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Count} callbacks wait: the database does not take them.")]
        public static partial void Waiting(ILogger logger, int count, Exception exception);
    }
}
