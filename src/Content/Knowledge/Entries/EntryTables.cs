using System.Text.Json;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge.Entries;

/// <summary>How entries and their versions lie in their tables; a fixed number of statements, however many entries change.</summary>
internal static class EntryTables
{
    /// <summary>Of both tables.</summary>
    public const string Columns = "entry_id, question, paraphrases, answer, state, owner, source, valid_from, valid_until, version, changed_by, changed_at";

    /// <summary>Takes the brand's base for this transaction, so that changes of its entries come one after the other; makes one where there is none.</summary>
    public static Task TakeTurnAsync(BrandTransaction transaction, BrandId brand, CancellationToken ct) => transaction.ExecuteAsync(
        "insert into knowledge_bases as base (brand_id, version) values (@brand, 1) on conflict (brand_id) do update set version = base.version", new { brand }, ct);

    /// <summary>Those of the entries that stand, as they stand.</summary>
    public static async Task<IReadOnlyDictionary<Guid, KnowledgeEntry>> StandingAsync(BrandTransaction transaction, BrandId brand, IEnumerable<Guid> entries, CancellationToken ct) =>
        (await transaction.QueryAsync<KnowledgeEntry>($"select {Columns} from knowledge_entries where brand_id = @brand and entry_id = any (@ids)", new { brand, ids = entries.ToArray() }, ct)).ToDictionary(entry => entry.EntryId);

    /// <summary>Stores changed entries as their next versions. The transaction has the base's turn.</summary>
    /// <param name="transaction">One that sees the brand.</param>
    /// <param name="brand">Whose.</param>
    /// <param name="changed">As they are from now on, with version, who and when.</param>
    /// <param name="matters">Whether one of them is or was approved: then the compiled base is old.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task StoreAsync(BrandTransaction transaction, BrandId brand, IReadOnlyList<KnowledgeEntry> changed, bool matters, CancellationToken ct)
    {
        if (changed.Count == 0) { return; }

        await transaction.ExecuteAsync(
            $"""
            with given as (
                select "EntryId" as entry_id, "Question" as question, "Paraphrases" as paraphrases, "Answer" as answer, "State" as state, "Owner" as owner, "Source" as source, "ValidFrom" as valid_from,
                    "ValidUntil" as valid_until, "Version" as version, "ChangedBy" as changed_by, "ChangedAt" as changed_at, "RestoredFrom" as restored_from
                from jsonb_to_recordset(@rows::jsonb) as row (
                    "EntryId" uuid, "Question" text, "Paraphrases" text[], "Answer" text, "State" text, "Owner" text, "Source" text, "ValidFrom" timestamptz, "ValidUntil" timestamptz,
                    "Version" int, "ChangedBy" text, "ChangedAt" timestamptz, "RestoredFrom" int)),
            kept as (
                insert into knowledge_entries (brand_id, {Columns}) select @brand, {Columns} from given
                on conflict (brand_id, entry_id) do update set question = excluded.question, paraphrases = excluded.paraphrases, answer = excluded.answer, state = excluded.state, owner = excluded.owner,
                    source = excluded.source, valid_from = excluded.valid_from, valid_until = excluded.valid_until, version = excluded.version, changed_by = excluded.changed_by, changed_at = excluded.changed_at)
            insert into knowledge_entry_versions (brand_id, {Columns}, restored_from) select @brand, {Columns}, restored_from from given
            """,
            new { brand, rows = JsonSerializer.Serialize(changed) },
            ct);
        if (matters) { await transaction.ExecuteAsync("update knowledge_bases set version = version + 1 where brand_id = @brand", new { brand }, ct); }
    }
}
