using System.Text.Json;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;
using Wire = Steward.Contracts.Content.V1;

namespace Steward.Content.Knowledge;

/// <summary>Adds or replaces entries by id; bad ones are named, good ones kept.</summary>
internal sealed class ImportEntries(Database database)
{
    public const int MaxEntries = 5000;

    public async Task<Result<Imported>> HandleAsync(BrandId brand, IReadOnlyList<Wire.KnowledgeEntry> entries, CancellationToken ct)
    {
        if (entries.Count is 0 or > MaxEntries) { return KnowledgeProblems.TooMany(MaxEntries); }

        var (good, faults) = EntryCheck.Read(entries);
        if (good.Count == 0) { return new Imported(0, faults); }

        await using var transaction = await database.BeginAsync(brand, ct);
        // First, so that two imports of one brand take turns.
        await transaction.ExecuteAsync("insert into knowledge_bases as base (brand_id, version) values (@brand, 1) on conflict (brand_id) do update set version = base.version + 1", new { brand }, ct);
        await transaction.ExecuteAsync(
            """
            insert into knowledge_entries (brand_id, entry_id, question, paraphrases, answer)
            select @brand, id, question, array(select jsonb_array_elements_text(paraphrases)), answer
            from unnest(@ids, @questions, @paraphrases::jsonb[], @answers) as entry (id, question, paraphrases, answer)
            on conflict (brand_id, entry_id) do update set question = excluded.question, paraphrases = excluded.paraphrases, answer = excluded.answer
            """,
            new
            {
                brand,
                ids = good.Select(entry => entry.EntryId).ToArray(),
                questions = good.Select(entry => entry.Question).ToArray(),
                // Rows of unequal length do not fit a two-dimensional array.
                paraphrases = good.Select(entry => JsonSerializer.Serialize(entry.Paraphrases)).ToArray(),
                answers = good.Select(entry => entry.Answer).ToArray(),
            },
            ct);
        await transaction.CommitAsync(ct);
        return new Imported(good.Count, faults);
    }

    /// <summary>How an import went.</summary>
    internal sealed record Imported(int Count, IReadOnlyList<EntryCheck.Fault> Faults);
}
