using Npgsql;
using Steward.Channels.Accounts;
using Steward.Channels.Telegram;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Roster;

/// <summary>Works off the roster queue. A row is leased by moving its due time; it is deleted only if nobody asked again in the meantime.</summary>
internal sealed partial class FetchRosters(Database database, AccountDirectory accounts, StoreRoster store, TelegramRoster telegram, RosterQueue queue, TimeProvider clock, ILogger<FetchRosters> logger) : BackgroundService
{
    private const int AtOnce = 8;
    private const int MostAttempts = 10;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var leased = await LeaseAsync(stoppingToken);
                await Parallel.ForEachAsync(leased, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken }, async (fetch, ct) => await FetchAsync(fetch, ct));
                if (leased.Count < AtOnce) { await queue.WaitAsync(Poll, stoppingToken); }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception exception)
            {
                Log.Waiting(logger, exception);
                await Task.Delay(Poll, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<List<Fetch>> LeaseAsync(CancellationToken ct)
    {
        // PostgreSQL keeps microseconds: the lease must read back as it was written.
        var now = Microseconds(clock.GetUtcNow().UtcDateTime);
        await using var connection = await database.OpenAsync(ct);
        await using var lease = new NpgsqlCommand(
            """
            update roster_fetches set due_at = $2, attempts = attempts + 1
            where (account_id, chat_id) in (select account_id, chat_id from roster_fetches where due_at <= $1 order by due_at limit $3 for update skip locked)
            returning account_id, chat_id, attempts
            """,
            connection);
        lease.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
        lease.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now + Lease });
        lease.Parameters.Add(new NpgsqlParameter<int> { TypedValue = AtOnce });
        await using var reader = await lease.ExecuteReaderAsync(ct);
        var leased = new List<Fetch>();
        while (await reader.ReadAsync(ct)) { leased.Add(new Fetch(new AccountId(reader.GetGuid(0)), reader.GetString(1), reader.GetInt32(2), now + Lease)); }

        return leased;
    }

    private async Task FetchAsync(Fetch fetch, CancellationToken ct)
    {
        string? reason = null;
        if (await accounts.FindAsync(fetch.Account, ct) is { } account)
        {
            try
            {
                reason = account.Channel == "telegram"
                    ? (await telegram.HandleAsync(account, fetch.ChatId, ct)).Failure?.ToString()
                    : (await store.HandleAsync(account, fetch.ChatId, bulk: false, ct)).Failure?.ToString();
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.Failed(logger, fetch.ChatId, exception);
                reason = exception.Message;
            }
        }

        await using var connection = await database.OpenAsync(ct);
        await using var settle = reason is null || fetch.Attempts >= MostAttempts
            ? new NpgsqlCommand("delete from roster_fetches where account_id = $1 and chat_id = $2 and due_at = $3", connection)
            : new NpgsqlCommand("update roster_fetches set due_at = $4 where account_id = $1 and chat_id = $2 and due_at = $3", connection);
        settle.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = fetch.Account.Value });
        settle.Parameters.Add(new NpgsqlParameter<string> { TypedValue = fetch.ChatId });
        settle.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = fetch.Lease });
        if (reason is not null && fetch.Attempts < MostAttempts)
        {
            settle.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = clock.GetUtcNow().UtcDateTime + TimeSpan.FromSeconds(Math.Min(600, 1 << fetch.Attempts)) });
        }

        await settle.ExecuteNonQueryAsync(ct);
        if (reason is not null) { Log.Refused(logger, fetch.ChatId, fetch.Attempts, reason); }
    }

    private static DateTime Microseconds(DateTime moment) => new(moment.Ticks - moment.Ticks % 10, DateTimeKind.Utc);

    private sealed record Fetch(AccountId Account, string ChatId, int Attempts, DateTime Lease);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The roster queue waits.")]
        public static partial void Waiting(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "Group {Chat} cannot be read (try {Attempt}): {Reason}.")]
        public static partial void Refused(ILogger logger, string chat, int attempt, string reason);

        [LoggerMessage(3, LogLevel.Error, "Group {Chat} cannot be stored.")]
        public static partial void Failed(ILogger logger, string chat, Exception exception);
    }
}
