using Npgsql;
using NpgsqlTypes;
using Steward.Channels.Accounts;
using Steward.Channels.Messages;
using Steward.Contracts.Events.Channels;
using Steward.ServiceDefaults.Messaging;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Archive;

/// <summary>Takes messages from where they waited, in the transaction that stores them.</summary>
/// <returns>False when somebody else has taken them.</returns>
internal delegate Task<bool> TakeMessages(NpgsqlConnection connection, IntakeBatch batch, DateTimeOffset now, CancellationToken ct);

/// <summary>
/// Stores a page in one transaction of the ingest role: COPY into the history, the cursor and totals through <c>take_archive</c>, the envelopes into
/// the outbox. It commits whole or not at all, and only if the cursor still stands where the page began: nothing is lost or doubled by a kill, a
/// second replica or a repeated page.
/// </summary>
internal sealed class StoreMessages(Database database, MessageDays days, TimeProvider clock)
{
    private const int LargestEnvelope = 200;

    /// <returns>False when somebody else has stored from this position: read the cursor again.</returns>
    public Task<bool> HandleAsync(Account account, long fromSeq, long toSeq, IntakeBatch batch, CancellationToken ct) =>
        HandleAsync(account, batch, (connection, whole, now, token) => TakeAsync(connection, account, fromSeq, toSeq, whole, now, token), ct);

    /// <summary>The same for messages that are no page of an archive.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="batch">The messages; those that the history has already are left out.</param>
    /// <param name="take">Takes them from where they waited, in the same transaction; false when somebody else has.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<bool> HandleAsync(Account account, IntakeBatch batch, TakeMessages take, CancellationToken ct)
    {
        await days.EnsureAsync(batch.Messages.Select(message => message.SentAt), ct);
        try
        {
            return await StoreAsync(account, batch, take, ct);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // The archive gave a message again that the history has. That is rare, so only now is it worth asking which.
            await LeaveOutKnownAsync(account, batch, ct);
            return await StoreAsync(account, batch, take, ct);
        }
    }

    private async Task<bool> StoreAsync(Account account, IntakeBatch batch, TakeMessages take, CancellationToken ct)
    {
        await using var connection = await database.OpenIngestAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (batch.Messages.Count > 0) { await CopyAsync(connection, account, batch.Messages, ct); }

        var now = clock.GetUtcNow();
        if (!await take(connection, batch, now, ct)) { return false; }

        await StoreBeside.WriteAsync(connection, account, batch, now, ct);
        await Outbox.WriteAsync(connection, Envelopes(account, batch.Messages, now), now, ct);
        await transaction.CommitAsync(ct);
        database.OutboxWritten();
        return true;
    }

    private static async Task CopyAsync(NpgsqlConnection connection, Account account, List<StoredMessage> messages, CancellationToken ct)
    {
        await using var import = await connection.BeginBinaryImportAsync(
            "copy messages (brand_id, account_id, group_id, sent_at, message_id, sender_id, sender_external, from_staff, kind, body) from stdin (format binary)", ct);
        foreach (var message in messages)
        {
            await import.StartRowAsync(ct);
            await import.WriteAsync(account.Brand.Value, NpgsqlDbType.Uuid, ct);
            await import.WriteAsync(account.Id.Value, NpgsqlDbType.Uuid, ct);
            await import.WriteAsync(message.GroupId, NpgsqlDbType.Uuid, ct);
            await import.WriteAsync(message.SentAt.UtcDateTime, NpgsqlDbType.TimestampTz, ct);
            await import.WriteAsync(message.MessageId, NpgsqlDbType.Uuid, ct);
            await import.WriteAsync(message.SenderId, NpgsqlDbType.Uuid, ct);
            await import.WriteAsync(message.SenderExternal, NpgsqlDbType.Text, ct);
            await import.WriteAsync(message.FromStaff, NpgsqlDbType.Boolean, ct);
            await import.WriteAsync(message.Kind, NpgsqlDbType.Text, ct);
            await import.WriteAsync(message.Text, NpgsqlDbType.Text, ct);
        }

        await import.CompleteAsync(ct);
    }

    private static async Task<bool> TakeAsync(NpgsqlConnection connection, Account account, long fromSeq, long toSeq, IntakeBatch batch, DateTimeOffset now, CancellationToken ct)
    {
        await using var take = new NpgsqlCommand("select take_archive($1, $2, $3, $4, $5, $6, $7, $8)", connection);
        take.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Id.Value });
        take.Parameters.Add(new NpgsqlParameter<long> { TypedValue = fromSeq });
        take.Parameters.Add(new NpgsqlParameter<long> { TypedValue = toSeq });
        take.Parameters.Add(new NpgsqlParameter<int> { TypedValue = batch.Messages.Count });
        take.Parameters.Add(new NpgsqlParameter<int> { TypedValue = batch.Duplicates });
        take.Parameters.Add(new NpgsqlParameter<int> { TypedValue = batch.Malformed });
        take.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        take.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.TimestampTz, Value = batch.Messages.Count == 0 ? DBNull.Value : batch.Messages.Max(message => message.SentAt).UtcDateTime });
        return await take.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>Each lane's messages in the archive's order, at most 200 to an envelope.</summary>
    internal static IEnumerable<MessagesReceivedV1> Envelopes(Account account, IReadOnlyList<StoredMessage> messages, DateTimeOffset now) =>
        from lane in messages.GroupBy(message => message.Lane)
        from part in lane.Chunk(LargestEnvelope)
        select new MessagesReceivedV1
        {
            BatchId = Guid.CreateVersion7(now),
            BrandId = account.Brand.Value,
            AccountId = account.Id.Value,
            Partition = lane.Key,
            AcceptedAt = now,
            Messages = Array.ConvertAll(part, message => new ReceivedMessage
            {
                MessageId = message.MessageId,
                GroupId = message.GroupId,
                SenderId = message.SenderId,
                FromStaff = message.FromStaff,
                Kind = message.Kind,
                Text = message.Text,
                SentAt = message.SentAt,
                ReplyTo = message.ReplyTo,
            }),
        };

    private async Task LeaveOutKnownAsync(Account account, IntakeBatch batch, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(account.Brand, ct);
        await using var query = transaction.Command(
            """
            select m.message_id from messages m join unnest($2, $3, $4) as asked (group_id, sent_at, message_id)
            on m.group_id = asked.group_id and m.sent_at = asked.sent_at and m.message_id = asked.message_id where m.brand_id = $1
            """);
        query.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Brand.Value });
        query.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. batch.Messages.Select(message => message.GroupId)] });
        query.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. batch.Messages.Select(message => message.SentAt.UtcDateTime)] });
        query.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. batch.Messages.Select(message => message.MessageId)] });
        var known = new HashSet<Guid>();
        await using (var reader = await query.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct)) { known.Add(reader.GetGuid(0)); }
        }

        batch.Duplicates += batch.Messages.RemoveAll(message => known.Contains(message.MessageId));
        batch.Files.RemoveAll(file => known.Contains(file.Message.MessageId));
    }
}
