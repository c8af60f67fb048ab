using Npgsql;
using Steward.Channels.WeCom;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Accounts;

/// <summary>Writes down how old each account's access token is, whichever replica was given it. What cannot be written is told again by the next token.</summary>
internal sealed partial class KeepTokenAges(TokenNews news, AccountDirectory accounts, Database database, ILogger<KeepTokenAges> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var seen in news.Reader.ReadAllAsync(stoppingToken)) { await KeepAsync(seen, stoppingToken); }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task KeepAsync(TokenSeen seen, CancellationToken ct)
    {
        try
        {
            // An account that is being connected is not known yet, and an archive's token is no app's.
            if (await accounts.FindAsync(new AccountId(seen.Key), ct) is not { } account || account.Secrets.Secret != seen.Secret) { return; }

            await using var transaction = await database.BeginAsync(account.Brand, ct);
            await transaction.ExecuteAsync(
                """
                insert into account_tokens as kept (brand_id, account_id, obtained_at, good_until, refused_at)
                values (@brand, @id, case when @until::timestamptz is not null then @at end, @until, case when @until::timestamptz is null then @at end)
                on conflict (brand_id, account_id) do update set
                    obtained_at = case when @until::timestamptz is null then kept.obtained_at else greatest(kept.obtained_at, @at) end,
                    good_until = case when @until::timestamptz is null then kept.good_until else greatest(kept.good_until, @until) end,
                    refused_at = case when @until::timestamptz is null then @at end
                """,
                new { brand = account.Brand, id = account.Id, at = seen.At, until = seen.Until },
                ct);
            await transaction.CommitAsync(ct);
        }
        catch (NpgsqlException exception)
        {
            Log.NotKept(logger, seen.Key, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The age of account {Account}'s token is not kept.")]
        public static partial void NotKept(ILogger logger, Guid account, Exception exception);
    }
}
