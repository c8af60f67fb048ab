using System.Security.Cryptography;
using Npgsql;
using Steward.Channels.Archive;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Media;

/// <summary>A file that waits for its bytes.</summary>
internal sealed record WaitingMedia
{
    public required string FileId { get; init; }
    public required string Md5 { get; init; }
    public required long SaidBytes { get; init; }
    public required bool AnySize { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public required string NextIndex { get; init; }
    public required int Pieces { get; init; }
    public required long Bytes { get; init; }
    public DateOnly? KeptOn { get; init; }

    /// <summary>How often something else came than the message said.</summary>
    public required int Altered { get; init; }

    /// <summary>Whether its sender has said that their messages of this group are not to be archived.</summary>
    public required bool Refused { get; init; }
}

/// <summary>
/// Files and their bytes. A piece is stored with the place where the next one begins, in one transaction and only after the piece before it: whoever dies in the middle is gone on from there, and two
/// who fetch the same file cannot mix their pieces.
/// </summary>
internal sealed class StoredMedia(Database database)
{
    /// <summary>The file, if its bytes are still to be fetched.</summary>
    public async Task<WaitingMedia?> FindAsync(BrandId brand, AccountId account, MediaKey key, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await transaction.SingleOrDefaultAsync<WaitingMedia>(
            """
            select file_id, md5, said_bytes, any_size, asked_at, next_index, pieces, bytes, kept_on, altered,
                   exists (select from archive_consents c where c.brand_id = @brand and c.account_id = @account and c.chat_id = m.chat_id and c.staff = '' and c.person = m.sender and not c.agreed) as refused
            from media m where brand_id = @brand and message_id = @MessageId and part = @Part and state = 'waiting'
            """,
            new { brand, account, key.MessageId, key.Part },
            ct);
    }

    /// <summary>Hashes the pieces that are there, one at a time.</summary>
    public async Task HashAsync(BrandId brand, MediaKey key, WaitingMedia file, IncrementalHash hash, CancellationToken ct)
    {
        for (var piece = 0; piece < file.Pieces; piece++)
        {
            if (await PieceAsync(brand, key, file.KeptOn!.Value, piece, ct) is { } content) { hash.AppendData(content); }
        }
    }

    /// <summary>A piece; null when it is not there.</summary>
    public async Task<byte[]?> PieceAsync(BrandId brand, MediaKey key, DateOnly keptOn, int piece, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        await using var query = transaction.Command("select content from media_pieces where brand_id = $1 and kept_on = $2 and message_id = $3 and part = $4 and piece = $5");
        AddKey(query, brand, keptOn, key);
        query.Parameters.Add(new NpgsqlParameter<int> { TypedValue = piece });
        return await query.ExecuteScalarAsync(ct) as byte[];
    }

    /// <summary>Stores the next piece.</summary>
    /// <param name="brand">Whose.</param>
    /// <param name="key">Which file.</param>
    /// <param name="before">How many pieces are there.</param>
    /// <param name="part">The bytes, and where the next piece begins.</param>
    /// <param name="keptOn">The day that the file is kept from; that of its first piece counts.</param>
    /// <param name="contentType">What it is; null as long as it is not whole. With it the file is kept.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>False when somebody else has stored it, the file is not waited for any more, or its sender has disagreed meanwhile: look at it again.</returns>
    public async Task<bool> AppendAsync(BrandId brand, MediaKey key, int before, MediaPart part, DateOnly keptOn, string? contentType, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        await using (var move = transaction.Command(
            """
            update media m set pieces = pieces + 1, bytes = bytes + $5, next_index = $6, kept_on = $7, content_type = coalesce($8, ''), state = case when $8 is null then state else 'kept' end
            where brand_id = $1 and message_id = $2 and part = $3 and pieces = $4 and state = 'waiting'
              and not exists (select from archive_consents c where c.brand_id = m.brand_id and c.account_id = m.account_id and c.chat_id = m.chat_id and c.staff = '' and c.person = m.sender and not c.agreed)
            """))
        {
            move.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
            move.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = key.MessageId });
            move.Parameters.Add(new NpgsqlParameter<int> { TypedValue = key.Part });
            move.Parameters.Add(new NpgsqlParameter<int> { TypedValue = before });
            move.Parameters.Add(new NpgsqlParameter<long> { TypedValue = part.Data.Length });
            move.Parameters.Add(new NpgsqlParameter<string> { TypedValue = part.NextIndex });
            move.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = keptOn });
            move.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = contentType });
            if (await move.ExecuteNonQueryAsync(ct) == 0) { return false; }
        }

        await using (var insert = transaction.Command("insert into media_pieces (brand_id, kept_on, message_id, part, piece, content) values ($1, $2, $3, $4, $5, $6)"))
        {
            AddKey(insert, brand, keptOn, key);
            insert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = before });
            insert.Parameters.Add(new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = part.Data });
            await insert.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Throws a file's pieces away and begins anew, or ends.</summary>
    /// <param name="brand">Whose.</param>
    /// <param name="key">Which file.</param>
    /// <param name="pieces">How many pieces there were when it was looked at; if there are others by now, somebody else fetches it, and nothing is changed.</param>
    /// <param name="state">See <see cref="MediaState"/>.</param>
    /// <param name="wasAltered">Whether something else came than the message said.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>Whether it was changed.</returns>
    public async Task<bool> ResetAsync(BrandId brand, MediaKey key, int pieces, string state, bool wasAltered, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);

        // The file first: whoever stores a piece does it too, so no piece can come in between.
        if (await transaction.SingleAsync<long>("select count(*) from (select from media where brand_id = @brand and message_id = @MessageId and part = @Part and state = 'waiting' and pieces = @pieces for update) mine", new { brand, key.MessageId, key.Part, pieces }, ct) == 0)
        {
            return false;
        }

        await DropPiecesAsync(transaction, brand, key, ct);
        await transaction.ExecuteAsync(
            """
            update media set state = @state, pieces = 0, bytes = 0, next_index = '', content_type = '', kept_on = null, altered = altered + case when @wasAltered then 1 else 0 end
            where brand_id = @brand and message_id = @MessageId and part = @Part
            """,
            new { brand, key.MessageId, key.Part, state, wasAltered },
            ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Makes a file wait that has ended, whatever its size.</summary>
    /// <returns>Whose account it is.</returns>
    public static async Task<AccountId> AskAgainAsync(BrandTransaction transaction, BrandId brand, MediaKey key, DateTimeOffset now, CancellationToken ct)
    {
        await DropPiecesAsync(transaction, brand, key, ct);
        return new AccountId(await transaction.SingleAsync<Guid>(
            """
            update media set state = 'waiting', pieces = 0, bytes = 0, next_index = '', content_type = '', kept_on = null, altered = 0, any_size = true, asked_at = @now
            where brand_id = @brand and message_id = @MessageId and part = @Part returning account_id
            """,
            new { brand, key.MessageId, key.Part, now },
            ct));
    }

    private static Task<int> DropPiecesAsync(BrandTransaction transaction, BrandId brand, MediaKey key, CancellationToken ct) => transaction.ExecuteAsync(
        """
        delete from media_pieces p using media m
        where m.brand_id = @brand and m.message_id = @MessageId and m.part = @Part and p.brand_id = m.brand_id and p.kept_on = m.kept_on and p.message_id = m.message_id and p.part = m.part
        """,
        new { brand, key.MessageId, key.Part },
        ct);

    private static void AddKey(NpgsqlCommand command, BrandId brand, DateOnly keptOn, MediaKey key)
    {
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = keptOn });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = key.MessageId });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = key.Part });
    }
}
