using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Knowledge;

/// <summary>Lists a brand's entries by question.</summary>
internal sealed class ListKnowledge(Database database)
{
    private const string Filter =
        "brand_id = @brand and (@pattern = '' or question ilike @pattern or answer ilike @pattern or exists (select from unnest(paraphrases) phrase where phrase ilike @pattern))";

    public async Task<Page> HandleAsync(BrandId brand, string search, int pageSize, (string Question, Guid Entry)? after, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var args = new { brand, pattern = Pattern(search), pageSize, afterQuestion = after?.Question, afterEntry = after?.Entry };
        var entries = await transaction.QueryAsync<KnowledgeEntry>(
            $"""
            select entry_id, question, paraphrases, answer,
                   coalesce((select sum(sent) from knowledge_uses uses where uses.brand_id = entry.brand_id and uses.entry_id = entry.entry_id), 0)::bigint as answered
            from knowledge_entries entry
            where {Filter} and (@afterQuestion::text is null or (question, entry_id) > (@afterQuestion, @afterEntry))
            order by question, entry_id limit @pageSize
            """,
            args,
            ct);
        var total = await transaction.SingleAsync<long>($"select count(*) from knowledge_entries where {Filter}", args, ct);
        return new Page(entries, total);
    }

    private static string Pattern(string search)
    {
        // A NUL can be in no stored text and PostgreSQL refuses it in a parameter.
        var text = search.Trim().Replace("\0", string.Empty, StringComparison.Ordinal);
        return text.Length == 0 ? "" : $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
    }

    /// <summary>A page of entries and how many there are in all.</summary>
    internal sealed record Page(IReadOnlyList<KnowledgeEntry> Entries, long Total);
}
