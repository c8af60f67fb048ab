using System.Diagnostics.Metrics;
using System.Text.Json;
using Npgsql;
using Steward.Channels.Accounts;
using Steward.Channels.Storage;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Telegram;

/// <summary>An update as it came.</summary>
internal readonly record struct RawUpdate(long Id, string Body)
{
    /// <summary>Null when it is no update at all.</summary>
    public static RawUpdate? Of(JsonElement json) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty("update_id", out var id) && id.ValueKind is JsonValueKind.Number && id.TryGetInt64(out var number)
            ? new RawUpdate(number, json.GetRawText().Replace("\0", "", StringComparison.Ordinal))
            : null;
}

/// <summary>Stores updates raw, before anything is made of them. One that was there already is counted and left out, however it comes again.</summary>
internal sealed class KeepUpdates : BackgroundService
{
    /// <summary>One writer: of two updates the one that came first is seen first. Telegram waits a minute for an answer and then sends again; the door does not let it wait that long.</summary>
    private static readonly GroupCommitLimits Limits = new(LargestBatch: 500, MostWaiting: 20_000, Writers: 1, Patience: TimeSpan.FromSeconds(10));
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Kept = Meter.CreateCounter<long>("steward.telegram.updates", description: "Updates by outcome: kept, repeated, or why they were refused.");

    private readonly Database _database;
    private readonly TelegramBell _bell;
    private readonly TimeProvider _clock;
    private readonly GroupCommit<Told, bool> _commit;

    public KeepUpdates(Database database, TelegramBell bell, TimeProvider clock, ILogger<KeepUpdates> logger)
    {
        (_database, _bell, _clock) = (database, bell, clock);
        _commit = new GroupCommit<Told, bool>(Limits, StoreAsync, clock, logger);
    }

    /// <summary>Keeps updates; returns after their commit.</summary>
    /// <exception cref="NotStoredException">Some were not stored: they must come again.</exception>
    public async Task HandleAsync(Account account, IReadOnlyCollection<RawUpdate> updates, CancellationToken ct)
    {
        var kept = await Task.WhenAll(updates.OrderBy(update => update.Id).Select(update => _commit.AddAsync(new Told(account.Brand, account.Id, update)))).WaitAsync(ct);
        Count("kept", kept.Count(was => was));
        Count("repeated", kept.Count(was => !was));
    }

    public static void Count(string outcome, long count)
    {
        if (count > 0) { Kept.Add(count, new KeyValuePair<string, object?>("outcome", outcome)); }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _commit.RunAsync(stoppingToken);

    private async Task<IReadOnlyList<bool>> StoreAsync(IReadOnlyList<Told> batch)
    {
        var kept = await InsertAsync([.. batch.DistinctBy(one => (one.Account, one.Update.Id)).OrderBy(one => one.Account.Value).ThenBy(one => one.Update.Id)]);
        _bell.Ring();
        return [.. batch.Select(one => kept.Remove((one.Account, one.Update.Id)))];
    }

    private async Task<HashSet<(AccountId Account, long Id)>> InsertAsync(Told[] distinct)
    {
        await using var transaction = await _database.BeginAsync([.. distinct.Select(one => one.Brand).Distinct()], CancellationToken.None);
        await using var insert = transaction.Command(
            """
            with kept as (
                insert into telegram_updates (brand_id, account_id, update_id, body, received_at) select brand_id, account_id, id, body, $5 from unnest($1, $2, $3, $4) as told (brand_id, account_id, id, body)
                on conflict (brand_id, account_id, update_id) do nothing returning brand_id, account_id, update_id),
            queued as (insert into telegram_queue (account_id, update_id, brand_id, due_at) select account_id, update_id, brand_id, $5 from kept)
            select account_id, update_id from kept
            """);
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(distinct, one => one.Brand.Value) });
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(distinct, one => one.Account.Value) });
        insert.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = Array.ConvertAll(distinct, one => one.Update.Id) });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(distinct, one => one.Update.Body) });
        insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = _clock.GetUtcNow().UtcDateTime });
        var kept = new HashSet<(AccountId, long)>(distinct.Length);
        await using (var reader = await insert.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) { kept.Add((new AccountId(reader.GetGuid(0)), reader.GetInt64(1))); }
        }

        await transaction.CommitAsync(CancellationToken.None);
        return kept;
    }

    private sealed record Told(BrandId Brand, AccountId Account, RawUpdate Update);
}
