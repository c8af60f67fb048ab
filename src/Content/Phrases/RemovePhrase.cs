using Steward.Content.Inheritance;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Phrases;

/// <summary>Takes a canned phrase out; in its place a brand has the agency's of that shortcut again.</summary>
internal sealed class RemovePhrase(Database database)
{
    public async Task HandleAsync(ContentScope scope, Guid phrase, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(scope.Brands, ct);
        await new StoredPhrases(scope, transaction).RemoveAsync(phrase, ct);
        await transaction.CommitAsync(ct);
    }
}
