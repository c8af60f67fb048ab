using System.Text.Json;
using Steward.Content.Inheritance;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge.Entries;

/// <summary>
/// One base's entries and their versions in the database, within a transaction; a fixed number of statements, however many entries change. The agency's lie in tables of their own, outside of row-level security, because they are no brand's.
/// </summary>
internal sealed class StoredEntries(ContentScope scope, BrandTransaction transaction)
{
    /// <summary>Of both tables, and of <c>knowledge_of</c>.</summary>
    public const string Columns = "entry_id, question, paraphrases, answer, state, owner, source, valid_from, valid_until, attachments, version, changed_by, changed_at";

    private string Table => scope.IsAgency ? "agency_knowledge_entries" : "knowledge_entries";

    private string Versions => scope.IsAgency ? "agency_knowledge_entry_versions" : "knowledge_entry_versions";

    private string Where => scope.IsAgency ? "true" : "brand_id = @brand";

    private (string Columns, string Values) Key => scope.IsAgency ? (string.Empty, string.Empty) : ("brand_id, ", "@brand, ");

    /// <summary>Takes the base for this transaction, so that changes of its entries come one after the other; makes one where there is none.</summary>
    public Task TakeTurnAsync(CancellationToken ct) => transaction.ExecuteAsync(
        scope.IsAgency
            ? "select from agency_knowledge_head for update"
            : "insert into knowledge_bases as base (brand_id, version) values (@brand, 1) on conflict (brand_id) do update set version = base.version",
        new { brand = scope.Brand },
        ct);

    /// <summary>Those of the entries that stand in this base itself, as they stand.</summary>
    public async Task<IReadOnlyDictionary<Guid, KnowledgeEntry>> StandingAsync(IEnumerable<Guid> entries, CancellationToken ct) =>
        (await transaction.QueryAsync<KnowledgeEntry>($"select {Columns} from {Table} where {Where} and entry_id = any (@ids)", new { brand = scope.Brand, ids = entries.ToArray() }, ct)).ToDictionary(entry => entry.EntryId);

    /// <summary>All entries of this base itself, by question, that a search finds.</summary>
    /// <param name="states">Any of these; none: all.</param>
    /// <param name="pattern">As <see cref="ListKnowledge.Pattern"/> makes it; empty: everything.</param>
    /// <param name="ct">Gives up.</param>
    public Task<IReadOnlyList<KnowledgeEntry>> AllAsync(IReadOnlyCollection<string> states, string pattern, CancellationToken ct) => transaction.QueryAsync<KnowledgeEntry>(
        $"select {Columns} from {Table} where {Where} and {ListKnowledge.Filter} order by question, entry_id", new { brand = scope.Brand, states = states.ToArray(), pattern }, ct);

    /// <summary>Whether the brand inherits an entry of this id, or would if it had none of its own.</summary>
    public async Task<bool> InheritsAsync(Guid entry, CancellationToken ct) =>
        !scope.IsAgency && await transaction.SingleAsync<bool>("select exists (select from agency_knowledge_entries where entry_id = @entry and state = 'approved')", new { entry }, ct);

    /// <summary>Stores changed entries as their next versions. The transaction has the base's turn.</summary>
    /// <param name="changed">As they are from now on, with version, who and when.</param>
    /// <param name="matters">Whether what holds may be another from now on: then compiled bases are old.</param>
    /// <param name="ct">Gives up.</param>
    public async Task StoreAsync(IReadOnlyList<KnowledgeEntry> changed, bool matters, CancellationToken ct)
    {
        if (changed.Count == 0) { return; }

        await transaction.ExecuteAsync(
            $"""
            with given as (
                select "EntryId" as entry_id, "Question" as question, "Paraphrases" as paraphrases, "Answer" as answer, "State" as state, "Owner" as owner, "Source" as source, "ValidFrom" as valid_from,
                    "ValidUntil" as valid_until, "Attachments" as attachments, "Version" as version, "ChangedBy" as changed_by, "ChangedAt" as changed_at, "RestoredFrom" as restored_from
                from jsonb_to_recordset(@rows::jsonb) as row (
                    "EntryId" uuid, "Question" text, "Paraphrases" text[], "Answer" text, "State" text, "Owner" text, "Source" text, "ValidFrom" timestamptz, "ValidUntil" timestamptz, "Attachments" jsonb,
                    "Version" int, "ChangedBy" text, "ChangedAt" timestamptz, "RestoredFrom" int)),
            kept as (
                insert into {Table} ({Key.Columns}{Columns}) select {Key.Values}{Columns} from given
                on conflict ({Key.Columns}entry_id) do update set question = excluded.question, paraphrases = excluded.paraphrases, answer = excluded.answer, state = excluded.state, owner = excluded.owner,
                    source = excluded.source, valid_from = excluded.valid_from, valid_until = excluded.valid_until, attachments = excluded.attachments, version = excluded.version, changed_by = excluded.changed_by, changed_at = excluded.changed_at)
            insert into {Versions} ({Key.Columns}{Columns}, restored_from) select {Key.Values}{Columns}, restored_from from given
            """,
            new { brand = scope.Brand, rows = JsonSerializer.Serialize(changed) },
            ct);
        if (matters)
        {
            await transaction.ExecuteAsync(
                scope.IsAgency ? "update agency_knowledge_head set version = version + 1" : "update knowledge_bases set version = version + 1 where brand_id = @brand", new { brand = scope.Brand }, ct);
        }
    }

    /// <summary>Versions of an entry before one, newest first.</summary>
    public Task<IReadOnlyList<KnowledgeEntry>> VersionsAsync(Guid entry, int before, int limit, CancellationToken ct) => transaction.QueryAsync<KnowledgeEntry>(
        $"select {Columns}, restored_from from {Versions} where {Where} and entry_id = @entry and version < @before order by version desc limit @limit", new { brand = scope.Brand, entry, before, limit }, ct);
}
