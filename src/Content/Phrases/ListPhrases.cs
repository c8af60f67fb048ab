using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Phrases;

/// <summary>All of a brand's canned phrases, by shortcut.</summary>
internal sealed class ListPhrases(Database database)
{
    public const string Columns = "phrase_id, shortcut, title, text, category, language, playbook_step, playbook_hint, version, changed_by, changed_at";

    public async Task<IReadOnlyList<CannedPhrase>> HandleAsync(BrandId brand, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await transaction.QueryAsync<CannedPhrase>($"select {Columns} from canned_phrases where brand_id = @brand order by shortcut", new { brand }, ct);
    }
}
