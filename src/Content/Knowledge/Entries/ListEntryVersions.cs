using Steward.Content.Inheritance;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge.Entries;

/// <summary>A version of an entry, and its fields that differ from the one before.</summary>
internal sealed record EntryVersion(KnowledgeEntry Entry, IReadOnlyList<string> Changed);

/// <summary>Every version of an entry, newest first, with what differs from the one before.</summary>
internal sealed class ListEntryVersions(Database database)
{
    public async Task<Result<IReadOnlyList<EntryVersion>>> HandleAsync(ContentScope scope, Guid entry, int pageSize, int? before, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(scope.Brands, ct);
        // One more than is shown: the last one differs from it.
        var rows = await new StoredEntries(scope, transaction).VersionsAsync(entry, before ?? int.MaxValue, pageSize + 1, ct);
        if (rows.Count == 0 && before is null) { return KnowledgeProblems.NoEntry(entry); }

        return rows.Take(pageSize).Select((row, at) => new EntryVersion(row, at + 1 < rows.Count ? row.DifferenceTo(rows[at + 1]) : [])).ToArray();
    }

    /// <summary>One version; null: there is none.</summary>
    public async Task<KnowledgeEntry?> FindAsync(ContentScope scope, Guid entry, int version, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(scope.Brands, ct);
        return (await new StoredEntries(scope, transaction).VersionsAsync(entry, version + 1, 1, ct)).FirstOrDefault(found => found.Version == version);
    }
}
