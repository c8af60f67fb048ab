using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Phrases;

/// <summary>Takes a canned phrase out.</summary>
internal sealed class RemovePhrase(Database database)
{
    public async Task HandleAsync(BrandId brand, Guid phrase, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        await transaction.ExecuteAsync("delete from canned_phrases where brand_id = @brand and phrase_id = @phrase", new { brand, phrase }, ct);
        await transaction.CommitAsync(ct);
    }
}
