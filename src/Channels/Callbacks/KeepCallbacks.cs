using Npgsql;
using Steward.Channels.Accounts;
using Steward.Channels.Storage;
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

/// <summary>Stores callbacks raw, and tells whoever asked only after the commit.</summary>
internal sealed class KeepCallbacks : BackgroundService
{
    /// <summary>WeCom gives up after five seconds.</summary>
    private static readonly GroupCommitLimits Limits = new(LargestBatch: 500, MostWaiting: 20_000, Writers: 2, Patience: TimeSpan.FromSeconds(4));

    private readonly Database _database;
    private readonly CallbackBell _bell;
    private readonly TimeProvider _clock;
    private readonly GroupCommit<Told, Keeping> _commit;

    public KeepCallbacks(Database database, CallbackBell bell, TimeProvider clock, ILogger<KeepCallbacks> logger)
    {
        (_database, _bell, _clock) = (database, bell, clock);
        _commit = new GroupCommit<Told, Keeping>(Limits, StoreAsync, clock, logger);
    }

    /// <summary>Keeps an event; returns after its commit, or when it is clear that there will be none in time.</summary>
    public async Task<Keeping> KeepAsync(Account account, CallbackEvent told, string body)
    {
        try
        {
            return await _commit.AddAsync(new Told(account.Brand, account.Id, told.DedupeKey, body, told.WelcomeCode.Length > 0));
        }
        catch (NotStoredException)
        {
            return Keeping.Failed;
        }
    }

    /// <summary>The web server stops before this does, so nobody waits any more when the token ends.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _commit.RunAsync(stoppingToken);

    private async Task<IReadOnlyList<Keeping>> StoreAsync(IReadOnlyList<Told> batch)
    {
        var kept = await InsertAsync(batch);
        _bell.Ring();
        return [.. batch.Select(one => kept.Remove((one.Account, one.Key)) ? Keeping.Kept : Keeping.Repeated)];
    }

    private async Task<HashSet<(AccountId Account, string Key)>> InsertAsync(IReadOnlyList<Told> batch)
    {
        await using var transaction = await _database.BeginAsync([.. batch.Select(one => one.Brand).Distinct()], CancellationToken.None);
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
        insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = _clock.GetUtcNow().UtcDateTime });
        var kept = new HashSet<(AccountId, string)>(batch.Count);
        await using (var reader = await insert.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) { kept.Add((new AccountId(reader.GetGuid(0)), reader.GetString(1))); }
        }

        await transaction.CommitAsync(CancellationToken.None);
        return kept;
    }

    private sealed record Told(BrandId Brand, AccountId Account, string Key, string Body, bool Urgent);
}
