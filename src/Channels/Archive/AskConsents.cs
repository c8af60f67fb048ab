using Npgsql;
using Steward.Channels.Accounts;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Archive;

/// <summary>
/// Asks WeCom, at the pace that it allows for this, who of a group agrees to the archive: of groups that a comparison found changed, because who came while callbacks
/// were lost may have agreed meanwhile, or not. What WeCom does not say leaves everything as it is.
/// </summary>
internal sealed partial class AskConsents(Database database, AccountDirectory accounts, CheckConsent consent, TimeProvider clock, ILogger<AskConsents> logger) : BackgroundService
{
    private const int AtOnce = 4;
    private const int PageSize = 64;
    private const int MostAttempts = 5;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>Puts groups on the list, as part of the connection's transaction; one that is being asked about just now is asked about again.</summary>
    public static async Task AddAsync(NpgsqlConnection connection, IReadOnlyCollection<(Account Account, string ChatId)> groups, DateTimeOffset now, CancellationToken ct)
    {
        if (groups.Count == 0) { return; }

        // In one order everywhere, so that two who ask for the same groups wait for each other instead of deadlocking.
        var asked = groups.OrderBy(group => group.Account.Id.Value).ThenBy(group => group.ChatId, StringComparer.Ordinal).ToArray();
        await using var insert = new NpgsqlCommand(
            """
            insert into consent_checks (account_id, chat_id, brand_id, due_at)
            select account_id, chat_id, brand_id, $4 from unnest($1, $2, $3) as asked (account_id, chat_id, brand_id) order by account_id, chat_id
            on conflict (account_id, chat_id) do update set due_at = least(consent_checks.due_at, excluded.due_at), attempts = 0
            """,
            connection);
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(asked, group => group.Account.Id.Value) });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(asked, group => group.ChatId) });
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(asked, group => group.Account.Brand.Value) });
        insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        await insert.ExecuteNonQueryAsync(ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var more = false;
            try
            {
                var leased = await LeaseAsync(stoppingToken);
                await Parallel.ForEachAsync(leased, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken }, async (check, ct) => await OneAsync(check, ct));
                more = leased.Count == PageSize;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception exception)
            {
                Log.Waiting(logger, exception);
            }

            if (!more) { await Task.Delay(Poll, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); }
        }
    }

    private async Task<List<Check>> LeaseAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var connection = await database.OpenAsync(ct);
        await using var lease = new NpgsqlCommand(
            """
            update consent_checks set due_at = $2, attempts = attempts + 1
            where (account_id, chat_id) in (select account_id, chat_id from consent_checks where due_at <= $1 order by due_at limit $3 for update skip locked)
            returning account_id, chat_id, attempts
            """,
            connection);
        lease.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
        lease.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now + Lease });
        lease.Parameters.Add(new NpgsqlParameter<int> { TypedValue = PageSize });
        await using var reader = await lease.ExecuteReaderAsync(ct);
        var leased = new List<Check>();
        while (await reader.ReadAsync(ct)) { leased.Add(new Check(new AccountId(reader.GetGuid(0)), reader.GetString(1), reader.GetInt32(2))); }

        return leased;
    }

    private async Task OneAsync(Check check, CancellationToken ct)
    {
        string? reason = null;
        if (await accounts.FindAsync(check.Account, ct) is { Reads: true } account)
        {
            try
            {
                if (await consent.HandleAsync(account, check.ChatId, ct) is { } failure)
                {
                    Log.NotTold(logger, check.ChatId, failure.ToString());
                    reason = failure.MayPass ? failure.ToString() : null;
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // An answer that makes no sense keeps no other group from its own.
                Log.Failed(logger, check.ChatId, exception);
                reason = exception.Message;
            }
        }

        await using var connection = await database.OpenAsync(ct);
        await using var settle = reason is null || check.Attempts >= MostAttempts
            ? new NpgsqlCommand("delete from consent_checks where account_id = $1 and chat_id = $2 and attempts = $3", connection)
            : new NpgsqlCommand("update consent_checks set due_at = $4 where account_id = $1 and chat_id = $2 and attempts = $3", connection);
        settle.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = check.Account.Value });
        settle.Parameters.Add(new NpgsqlParameter<string> { TypedValue = check.ChatId });
        // Whoever asked again in the meantime has set it back to none.
        settle.Parameters.Add(new NpgsqlParameter<int> { TypedValue = check.Attempts });
        if (reason is not null && check.Attempts < MostAttempts) { settle.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = clock.GetUtcNow().UtcDateTime + TimeSpan.FromMinutes(check.Attempts) }); }

        await settle.ExecuteNonQueryAsync(ct);
    }

    private sealed record Check(AccountId Account, string ChatId, int Attempts);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Questions for consent wait.")]
        public static partial void Waiting(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "Who agrees to the archive in group {Chat} is not told: {Reason}.")]
        public static partial void NotTold(ILogger logger, string chat, string reason);

        [LoggerMessage(3, LogLevel.Error, "Who agrees to the archive in group {Chat} cannot be kept.")]
        public static partial void Failed(ILogger logger, string chat, Exception exception);
    }
}
