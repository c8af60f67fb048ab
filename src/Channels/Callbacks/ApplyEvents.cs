using System.Diagnostics.Metrics;
using Npgsql;
using Steward.Channels.Accounts;
using Steward.Channels.Archive;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Callbacks;

/// <summary>Works off some kept callbacks of one brand in one transaction with all their effects, in the order of their arrival, with a handful of statements however many they are.</summary>
internal sealed class ApplyEvents(Database database, AccountDirectory accounts, ApplyGroupEvents groups, TimeProvider clock)
{
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Applied = Meter.CreateCounter<long>("steward.callbacks.applied", description: "Callbacks worked off, by outcome.");

    public async Task HandleAsync(BrandId brand, IReadOnlyList<long> ids, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var taken = await TakeAsync(brand, ids, transaction, ct);
        if (taken.Count == 0) { return; }

        var events = new List<KeptEvent>(taken.Count);
        var outcomes = new List<(long Id, AccountId Account, string Outcome)>(taken.Count);
        foreach (var raw in taken)
        {
            if (await accounts.FindAsync(raw.Account, ct) is not { } account || CallbackEvent.Parse(raw.Body) is not { } told) { outcomes.Add((raw.Id, raw.Account, "malformed")); }
            else { events.Add(new KeptEvent(raw.Id, account, CallbackKinds.Of(told, account.CorpId), told)); }
        }

        await groups.HandleAsync(brand, [.. events.Where(one => one.Kind is CallbackKind.GroupChanged or CallbackKind.MembersLeft or CallbackKind.GroupDismissed)], transaction, ct);
        await Contacts.ApplyAsync(brand, [.. events.Where(one => one.Kind is >= CallbackKind.ContactAdded and <= CallbackKind.HandOverFailed and not CallbackKind.ContactEdited)], transaction, ct);
        await AgreeAsync(brand, [.. events.Where(one => one.Kind is CallbackKind.ArchiveAgreed)], transaction, ct);
        outcomes.AddRange(events.Select(one => (one.Id, one.Account.Id, one.Outcome)));
        await RecordAsync(brand, outcomes, transaction, ct);
        await transaction.CommitAsync(ct);
        foreach (var outcome in outcomes.CountBy(one => one.Outcome)) { Applied.Add(outcome.Value, new KeyValuePair<string, object?>("outcome", outcome.Key)); }
    }

    /// <summary>Takes them out of the queue: after a crash the rows are back. Those that another replica holds are left to it.</summary>
    private static async Task<List<Raw>> TakeAsync(BrandId brand, IReadOnlyList<long> ids, BrandTransaction transaction, CancellationToken ct)
    {
        await using var take = transaction.Command(
            """
            with mine as (select callback_id from callback_queue where callback_id = any ($2) order by callback_id for update skip locked),
                 taken as (delete from callback_queue using mine where callback_queue.callback_id = mine.callback_id returning callback_queue.callback_id)
            select raw.callback_id, raw.account_id, raw.body from callbacks_raw raw join taken on taken.callback_id = raw.callback_id where raw.brand_id = $1 order by raw.callback_id
            """);
        take.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        take.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. ids] });
        await using var reader = await take.ExecuteReaderAsync(ct);
        var taken = new List<Raw>(ids.Count);
        while (await reader.ReadAsync(ct)) { taken.Add(new Raw(reader.GetInt64(0), new AccountId(reader.GetGuid(1)), reader.GetString(2))); }

        return taken;
    }

    private static async Task AgreeAsync(BrandId brand, IReadOnlyList<KeptEvent> events, BrandTransaction transaction, CancellationToken ct)
    {
        foreach (var one in events) { one.Outcome = "archive_agreed"; }

        await ArchiveConsents.RecordAsync(brand, [.. events.Select(one => new ArchiveConsent(one.Account.Id, "", one.Told.UserId, one.Told.ExternalUserId, true, one.Told.At))], transaction, ct);
    }

    private async Task RecordAsync(BrandId brand, List<(long Id, AccountId Account, string Outcome)> outcomes, BrandTransaction transaction, CancellationToken ct)
    {
        var perAccount = outcomes.CountBy(one => one.Account).OrderBy(one => one.Key.Value).ToArray();
        await using var record = transaction.Command(
            """
            with done as (
                update callbacks_raw set applied_at = $4, outcome = told.outcome from unnest($2, $3) as told (callback_id, outcome)
                where callbacks_raw.brand_id = $1 and callbacks_raw.callback_id = told.callback_id)
            update accounts set callbacks = callbacks + told.count, callback_at = $4 from unnest($5, $6) as told (account_id, count)
            where accounts.brand_id = $1 and accounts.account_id = told.account_id
            """);
        record.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        record.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. outcomes.Select(one => one.Id)] });
        record.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. outcomes.Select(one => one.Outcome)] });
        record.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = clock.GetUtcNow().UtcDateTime });
        record.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(perAccount, one => one.Key.Value) });
        record.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = Array.ConvertAll(perAccount, one => (long)one.Value) });
        await record.ExecuteNonQueryAsync(ct);
    }

    private sealed record Raw(long Id, AccountId Account, string Body);
}
