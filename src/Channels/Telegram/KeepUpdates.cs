using System.Diagnostics.Metrics;
using System.Text.Json;
using Npgsql;
using Steward.Channels.Accounts;
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
internal sealed class KeepUpdates(Database database, TelegramBell bell, TimeProvider clock)
{
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Kept = Meter.CreateCounter<long>("steward.telegram.updates", description: "Updates by outcome: kept, repeated, or why they were refused.");

    public async Task HandleAsync(Account account, IReadOnlyCollection<RawUpdate> updates, CancellationToken ct)
    {
        if (updates.Count == 0) { return; }

        var distinct = updates.DistinctBy(update => update.Id).OrderBy(update => update.Id).ToArray();
        await using var transaction = await database.BeginAsync(account.Brand, ct);
        await using var insert = transaction.Command(
            """
            with kept as (
                insert into telegram_updates (brand_id, account_id, update_id, body, received_at) select $1, $2, told.id, told.body, $5 from unnest($3, $4) as told (id, body)
                on conflict (brand_id, account_id, update_id) do nothing returning update_id),
            queued as (insert into telegram_queue (account_id, update_id, brand_id, due_at) select $2, update_id, $1, $5 from kept)
            select count(*) from kept
            """);
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Brand.Value });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Id.Value });
        insert.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = Array.ConvertAll(distinct, update => update.Id) });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(distinct, update => update.Body) });
        insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = clock.GetUtcNow().UtcDateTime });
        var kept = (long)(await insert.ExecuteScalarAsync(ct))!;
        await transaction.CommitAsync(ct);
        bell.Ring();
        Count("kept", kept);
        Count("repeated", updates.Count - kept);
    }

    public static void Count(string outcome, long count)
    {
        if (count > 0) { Kept.Add(count, new KeyValuePair<string, object?>("outcome", outcome)); }
    }
}
