using Steward.Content.Inheritance;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Phrases;

/// <summary>All canned phrases that a brand's people have at hand, or all of the agency's, by shortcut.</summary>
internal sealed class ListPhrases(Database database)
{
    public async Task<IReadOnlyList<CannedPhrase>> HandleAsync(ContentScope scope, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(scope.Brands, ct);
        return await new StoredPhrases(scope, transaction).AtHandAsync(ct);
    }
}
