using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Npgsql;
using Steward.Channels.Accounts;
using Steward.Channels.Archive;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Telegram;

/// <summary>
/// Works off some updates of one account: who is in the groups first, in one transaction with the queue; then the messages, by the same path as the archive's, in a
/// transaction of the ingest role that takes their updates out of the queue. A crash in between leaves the messages queued, and what was seen is only seen again.
/// </summary>
internal sealed class ApplyBatch(Database database, ApplyChanges changes, StoreMessages store, IOptions<MessagingOptions> messaging, TimeProvider clock)
{
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Applied = Meter.CreateCounter<long>("steward.telegram.applied", description: "Updates worked off, by outcome.");

    public async Task HandleAsync(Account account, long[] ids, CancellationToken ct)
    {
        var (updates, staff) = await ChangeAsync(account, ids, ct);
        var said = updates.Where(update => update.Told is TelegramUpdate.Said).ToArray();
        var malformed = updates.Where(update => update.Told is TelegramUpdate.Ignored { Outcome: "malformed" }).ToArray();
        long[] taken = [.. said.Concat(malformed).Select(update => update.Id)];
        if (taken.Length == 0) { return; }

        var batch = new IntakeBatch { Malformed = malformed.Length };
        batch.Messages.AddRange(said.Select(update => Stored(account, (TelegramUpdate.Said)update.Told, staff)).DistinctBy(message => message.MessageId));
        batch.Duplicates = said.Length - batch.Messages.Count;
        if (await store.HandleAsync(account, batch, (connection, whole, now, token) => TakeAsync(connection, account, taken, whole, now, token), ct))
        {
            Count("message", batch.Messages.Count);
            Count("duplicate", batch.Duplicates);
            Count("malformed", batch.Malformed);
        }
    }

    public static void Count(string outcome, long count)
    {
        if (count > 0) { Applied.Add(count, new KeyValuePair<string, object?>("outcome", outcome)); }
    }

    private async Task<(IReadOnlyList<QueuedUpdate> Updates, IReadOnlySet<Guid> Staff)> ChangeAsync(Account account, long[] ids, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(account.Brand, ct);
        var rows = await transaction.QueryAsync<Row>(
            "select update_id, body from telegram_updates where brand_id = @brand and account_id = @account and update_id = any (@ids) order by update_id", new { brand = account.Brand, account = account.Id, ids }, ct);
        QueuedUpdate[] updates = [.. rows.Select(row => new QueuedUpdate(row.UpdateId, TelegramUpdate.Parse(row.Body)))];
        var others = updates.Where(update => update.Told is not (TelegramUpdate.Said or TelegramUpdate.Ignored { Outcome: "malformed" })).ToArray();
        var mine = await DequeueAsync(account, others, transaction, ct);
        await changes.HandleAsync(account, [.. updates.Where(update => update.Told is TelegramUpdate.Said || mine.Contains(update.Id)).Select(update => update.Told)], transaction, ct);
        var speakers = updates.Select(update => update.Told).OfType<TelegramUpdate.Said>().Select(said => MemberId.From(account.Id, said.By.ExternalId).Value).ToHashSet();
        var staff = await SeenPeople.StaffAsync(account, speakers, transaction, ct);
        await transaction.ExecuteAsync(
            "update accounts set callbacks = callbacks + @count, callback_at = @now where brand_id = @brand and account_id = @account", new { brand = account.Brand, account = account.Id, count = updates.Length, now = clock.GetUtcNow() }, ct);
        await transaction.CommitAsync(ct);
        foreach (var outcome in others.Where(update => mine.Contains(update.Id)).CountBy(update => update.Outcome)) { Count(outcome.Key, outcome.Value); }

        return (updates, staff);
    }

    /// <summary>Takes the updates that are no messages; those that another replica holds are left to it.</summary>
    private async Task<IReadOnlySet<long>> DequeueAsync(Account account, QueuedUpdate[] others, BrandTransaction transaction, CancellationToken ct)
    {
        if (others.Length == 0) { return new HashSet<long>(); }

        return (await transaction.QueryAsync<long>(
            """
            with mine as (select update_id from telegram_queue where account_id = @account and update_id = any (@ids) order by update_id for update skip locked),
                 taken as (delete from telegram_queue queue using mine where queue.account_id = @account and queue.update_id = mine.update_id returning queue.update_id)
            update telegram_updates kept set applied_at = @now, outcome = told.outcome from unnest(@ids, @outcomes) as told (update_id, outcome) join taken on taken.update_id = told.update_id
            where kept.brand_id = @brand and kept.account_id = @account and kept.update_id = told.update_id returning kept.update_id
            """,
            new { brand = account.Brand, account = account.Id, ids = others.Select(update => update.Id).ToArray(), outcomes = others.Select(update => update.Outcome).ToArray(), now = clock.GetUtcNow() },
            ct)).ToHashSet();
    }

    private StoredMessage Stored(Account account, TelegramUpdate.Said said, IReadOnlySet<Guid> staff)
    {
        var group = GroupId.From(account.Id, said.ChatId);
        var sender = MemberId.From(account.Id, said.By.ExternalId).Value;
        return new StoredMessage(
            MessageId.From(account.Id, said.Name).Value, group.Value, Partition.Of(group, messaging.Value.Partitions), sender, said.By.ExternalId, said.By.IsStaff ?? staff.Contains(sender), said.Kind, said.Text, said.At,
            said.Answers.Length > 0 ? MessageId.From(account.Id, said.Answers).Value : null);
    }

    private static async Task<bool> TakeAsync(NpgsqlConnection connection, Account account, long[] ids, IntakeBatch batch, DateTimeOffset now, CancellationToken ct)
    {
        await using var take = new NpgsqlCommand("select take_updates($1, $2, $3, $4, $5, $6)", connection);
        take.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Id.Value });
        take.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = ids });
        take.Parameters.Add(new NpgsqlParameter<int> { TypedValue = batch.Messages.Count });
        take.Parameters.Add(new NpgsqlParameter<int> { TypedValue = batch.Duplicates });
        take.Parameters.Add(new NpgsqlParameter<int> { TypedValue = batch.Malformed });
        take.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        return await take.ExecuteScalarAsync(ct) is true;
    }

    private sealed record QueuedUpdate(long Id, TelegramUpdate Told)
    {
        public string Outcome => Told is TelegramUpdate.Ignored ignored ? ignored.Outcome : Told.GetType().Name.ToLowerInvariant();
    }

    private sealed record Row
    {
        public required long UpdateId { get; init; }
        public required string Body { get; init; }
    }
}
