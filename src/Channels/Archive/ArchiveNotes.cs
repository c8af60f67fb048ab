using Npgsql;
using Steward.Channels.Callbacks;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Archive;

/// <summary>Gives the notes of a brand their effects, once: they leave the queue in the same transaction.</summary>
internal sealed class ArchiveNotes(Database database, IEnumerable<IObserveProof> proofs)
{
    public static string Text(ArchiveNoteKind kind) => kind switch
    {
        ArchiveNoteKind.Revoke => "revoke",
        ArchiveNoteKind.Agree => "agree",
        ArchiveNoteKind.Disagree => "disagree",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public async Task HandleAsync(BrandId brand, IReadOnlyList<long> ids, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var notes = await transaction.QueryAsync<Row>(
            """
            with mine as (select note_id from archive_notes where note_id = any (@ids) order by note_id for update skip locked)
            delete from archive_notes using mine where archive_notes.note_id = mine.note_id
            returning archive_notes.note_id, account_id, kind, chat_id, staff, person, group_id, message_id, at
            """,
            new { ids },
            ct);
        var (revokes, words) = (notes.Where(note => note.Kind == "revoke").ToArray(), notes.Where(note => note.Kind != "revoke"));
        await ArchiveConsents.RecordAsync(brand, [.. words.Select(note => new ArchiveConsent(new AccountId(note.AccountId), note.ChatId, note.Staff, note.Person, note.Kind == "agree", note.At))], transaction, ct);
        if (revokes.Length > 0)
        {
            await MarkAsync(brand, revokes, transaction, ct);
            foreach (var proof in proofs) { await proof.RevokedAsync(transaction, brand, [.. revokes.Select(note => note.MessageId)], ct); }
        }

        await transaction.CommitAsync(ct);
    }

    /// <summary>A message is taken back within minutes; the archive's five days bound what a late one can be about.</summary>
    private static async Task MarkAsync(BrandId brand, Row[] revokes, BrandTransaction transaction, CancellationToken ct)
    {
        await using var mark = transaction.Command(
            """
            update messages set revoked_at = told.at from unnest($2, $3, $4) as told (group_id, message_id, at)
            where messages.brand_id = $1 and messages.group_id = told.group_id and messages.message_id = told.message_id
              and messages.sent_at between told.at - interval '10 days' and told.at + interval '1 day'
            """);
        mark.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        mark.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(revokes, note => note.GroupId) });
        mark.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(revokes, note => note.MessageId) });
        mark.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = Array.ConvertAll(revokes, note => note.At.UtcDateTime) });
        await mark.ExecuteNonQueryAsync(ct);
    }

    private sealed record Row
    {
        public required Guid AccountId { get; init; }
        public required string Kind { get; init; }
        public required string ChatId { get; init; }
        public required string Staff { get; init; }
        public required string Person { get; init; }
        public required Guid GroupId { get; init; }
        public required Guid MessageId { get; init; }
        public required DateTimeOffset At { get; init; }
    }
}
