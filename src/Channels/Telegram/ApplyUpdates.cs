using Npgsql;
using Steward.Channels.Accounts;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Telegram;

/// <summary>Works off the kept updates in order. A batch that fails is taken apart: an update that fails alone is tried again ever later and at last set aside, its neighbours go on.</summary>
internal sealed partial class ApplyUpdates(Database database, AccountDirectory accounts, ApplyBatch apply, TelegramBell bell, TimeProvider clock, ILogger<ApplyUpdates> logger) : BackgroundService
{
    private const int PageSize = 500;
    private const int MostAttempts = 8;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PurgeEvery = TimeSpan.FromHours(1);

    private DateTimeOffset _purgeAt = clock.GetUtcNow();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await RoundAsync(stoppingToken) < PageSize) { await bell.WaitAsync(Poll, stoppingToken); }

                if (clock.GetUtcNow() >= _purgeAt) { await PurgeAsync(stoppingToken); }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception exception)
            {
                Log.Waiting(logger, exception);
                await Task.Delay(Poll, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<int> RoundAsync(CancellationToken ct)
    {
        var waiting = new List<(AccountId Account, BrandId Brand, long Id)>();
        await using (var connection = await database.OpenAsync(ct))
        await using (var query = new NpgsqlCommand("select account_id, brand_id, update_id from telegram_queue where due_at <= $1 order by account_id, update_id limit $2", connection))
        {
            query.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = clock.GetUtcNow().UtcDateTime });
            query.Parameters.Add(new NpgsqlParameter<int> { TypedValue = PageSize });
            await using var reader = await query.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct)) { waiting.Add((new AccountId(reader.GetGuid(0)), new BrandId(reader.GetGuid(1)), reader.GetInt64(2))); }
        }

        foreach (var own in waiting.GroupBy(update => (update.Account, update.Brand), update => update.Id)) { await BatchAsync(own.Key.Account, own.Key.Brand, [.. own], ct); }

        return waiting.Count;
    }

    private async Task BatchAsync(AccountId id, BrandId brand, long[] updates, CancellationToken ct)
    {
        try
        {
            if (await accounts.FindAsync(id, ct) is { } account) { await apply.HandleAsync(account, updates, ct); }
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not NpgsqlException { IsTransient: true })
        {
            if (updates.Length == 1) { await DeferAsync(id, brand, updates[0], exception, ct); }
            else
            {
                foreach (var update in updates) { await BatchAsync(id, brand, [update], ct); }
            }
        }
    }

    private async Task DeferAsync(AccountId account, BrandId brand, long update, Exception exception, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var attempts = await transaction.SingleOrDefaultAsync<int?>(
            "update telegram_queue set attempts = attempts + 1, due_at = @now + make_interval(secs => power(2, attempts)) where account_id = @account and update_id = @update returning attempts",
            new { account, update, now = clock.GetUtcNow() },
            ct);
        Log.Failed(logger, update, attempts ?? 0, exception);
        if (attempts >= MostAttempts)
        {
            await transaction.ExecuteAsync("delete from telegram_queue where account_id = @account and update_id = @update", new { account, update }, ct);
            await transaction.ExecuteAsync("update telegram_updates set outcome = 'failed' where brand_id = @brand and account_id = @account and update_id = @update", new { brand, account, update }, ct);
            ApplyBatch.Count("failed", 1);
        }

        await transaction.CommitAsync(ct);
    }

    private async Task PurgeAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var purge = new NpgsqlCommand("select purge_telegram($1)", connection);
        purge.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = clock.GetUtcNow().UtcDateTime });
        await purge.ExecuteScalarAsync(ct);
        _purgeAt = clock.GetUtcNow() + PurgeEvery;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Telegram's updates wait.")]
        public static partial void Waiting(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "Update {Id} failed for the {Attempts}. time.")]
        public static partial void Failed(ILogger logger, long id, int attempts, Exception exception);
    }
}
