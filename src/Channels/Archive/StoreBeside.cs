using Npgsql;
using NpgsqlTypes;
using Steward.Channels.Accounts;
using Steward.Channels.Media;

namespace Steward.Channels.Archive;

/// <summary>What a page brings besides messages, stored in the page's own transaction: messages that no key opens, what messages say about others, and the files that they name.</summary>
internal static class StoreBeside
{
    public static async Task WriteAsync(NpgsqlConnection connection, Account account, IntakeBatch batch, DateTimeOffset now, CancellationToken ct)
    {
        if (batch.Sealed.Count > 0) { await WriteSealedAsync(connection, account, batch.Sealed, now, ct); }

        if (batch.Notes.Count > 0) { await WriteNotesAsync(connection, account, batch.Notes, ct); }

        if (batch.Files.Count > 0) { await WriteFilesAsync(connection, account, batch.Files, now, ct); }
    }

    private static async Task WriteSealedAsync(NpgsqlConnection connection, Account account, List<SealedItem> items, DateTimeOffset now, CancellationToken ct)
    {
        await using var insert = new NpgsqlCommand(
            """
            insert into archive_undecryptable (brand_id, account_id, seq, key_version, reason, item, received_at)
            select $1, $2, seq, key_version, reason, item, $7 from unnest($3, $4, $5, $6) as told (seq, key_version, reason, item)
            """,
            connection);
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Brand.Value });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Id.Value });
        insert.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. items.Select(item => item.Seq)] });
        insert.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. items.Select(item => item.Lock.KeyVersion)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. items.Select(item => item.Lock.Reason)] });
        insert.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. items.Select(item => item.Item.ToArray())], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        await insert.ExecuteNonQueryAsync(ct);
    }

    private static async Task WriteNotesAsync(NpgsqlConnection connection, Account account, List<StoredNote> notes, CancellationToken ct)
    {
        await using var insert = new NpgsqlCommand(
            """
            insert into archive_notes (account_id, brand_id, kind, chat_id, staff, person, group_id, message_id, at)
            select $1, $2, * from unnest($3, $4, $5, $6, $7, $8, $9)
            """,
            connection);
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Id.Value });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Brand.Value });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. notes.Select(note => ArchiveNotes.Text(note.Kind))] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. notes.Select(note => note.ChatId)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. notes.Select(note => note.Staff)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. notes.Select(note => note.Person)] });
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. notes.Select(note => note.GroupId)] });
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. notes.Select(note => note.MessageId)] });
        insert.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. notes.Select(note => note.At.UtcDateTime)] });
        await insert.ExecuteNonQueryAsync(ct);
    }

    /// <summary>They are new, like their messages; one that is there nevertheless must not keep the page from being stored.</summary>
    private static async Task WriteFilesAsync(NpgsqlConnection connection, Account account, List<NamedFile> files, DateTimeOffset now, CancellationToken ct)
    {
        await using var insert = new NpgsqlCommand(
            """
            insert into media (brand_id, account_id, message_id, part, group_id, chat_id, sender, sent_at, kind, name, file_id, md5, said_bytes, asked_at)
            select $1, $2, *, $14 from unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing
            """,
            connection);
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Brand.Value });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Id.Value });
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. files.Select(file => file.Message.MessageId)] });
        insert.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. files.Select(file => file.Part)] });
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. files.Select(file => file.Message.GroupId)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. files.Select(file => file.ChatId)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. files.Select(file => file.Message.SenderExternal)] });
        insert.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. files.Select(file => file.Message.SentAt.UtcDateTime)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. files.Select(file => file.File.Kind)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. files.Select(file => file.File.Name)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. files.Select(file => file.File.FileId)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. files.Select(file => file.File.Md5)] });
        insert.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. files.Select(file => file.File.Bytes)] });
        insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        await insert.ExecuteNonQueryAsync(ct);

        await using var ask = new NpgsqlCommand("insert into media_fetches (account_id, brand_id, file, due_at) select $1, $2, file, $4 from unnest($3) as named (file) on conflict do nothing", connection);
        ask.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Id.Value });
        ask.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Brand.Value });
        ask.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. files.Select(file => new MediaKey(file.Message.MessageId, file.Part).ToString())] });
        ask.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        await ask.ExecuteNonQueryAsync(ct);
    }
}
