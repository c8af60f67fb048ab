using Steward.Kernel;
using Steward.Moderation.Storage;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Cases;

/// <summary>Cases, oldest first.</summary>
/// <param name="After">The last row of the page before.</param>
internal sealed record ListCases(IReadOnlyList<BrandId> Brands, CaseFilter Filter, int PageSize, TimeKey? After);

internal sealed class ListCasesHandler(Database database, TimeProvider clock)
{
    public async Task<Result<TimedPage<Case>>> HandleAsync(ListCases query, CancellationToken ct)
    {
        if (query.Filter.Wrong() is { } wrong) { return wrong; }

        await using var transaction = await database.BeginAsync(query.Brands, ct);
        return await StoredCase.List.ReadAsync<Case>(CaseFilter.Condition, query.Filter.Args(query.Brands, clock.GetUtcNow()), query.PageSize, query.After, StoredCase.KeyOf, transaction, ct);
    }
}
