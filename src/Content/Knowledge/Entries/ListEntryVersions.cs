using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge.Entries;

/// <summary>A version of an entry, and its fields that differ from the one before.</summary>
internal sealed record EntryVersion(KnowledgeEntry Entry, IReadOnlyList<string> Changed);

/// <summary>Every version of an entry, newest first, with what differs from the one before.</summary>
internal sealed class ListEntryVersions(Database database)
{
    public async Task<Result<IReadOnlyList<EntryVersion>>> HandleAsync(BrandId brand, Guid entry, int pageSize, int? before, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        // One more than is shown: the last one differs from it.
        var rows = await transaction.QueryAsync<KnowledgeEntry>(
            $"select {EntryTables.Columns}, restored_from from knowledge_entry_versions where brand_id = @brand and entry_id = @entry and version < @before order by version desc limit @pageSize + 1",
            new { brand, entry, before = before ?? int.MaxValue, pageSize },
            ct);
        if (rows.Count == 0 && before is null) { return KnowledgeProblems.NoEntry(entry); }

        return rows.Take(pageSize).Select((row, at) => new EntryVersion(row, at + 1 < rows.Count ? row.DifferenceTo(rows[at + 1]) : [])).ToArray();
    }

    /// <summary>One version; null: there is none.</summary>
    public async Task<KnowledgeEntry?> FindAsync(BrandId brand, Guid entry, int version, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await transaction.SingleOrDefaultAsync<KnowledgeEntry>($"select {EntryTables.Columns} from knowledge_entry_versions where brand_id = @brand and entry_id = @entry and version = @version", new { brand, entry, version }, ct);
    }
}
