using Steward.Kernel;
using Steward.Moderation.Storage;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Discipline;

/// <summary>Appeals, oldest first.</summary>
/// <param name="State">Empty: any.</param>
/// <param name="After">The last row of the page before.</param>
internal sealed record ListAppeals(IReadOnlyList<BrandId> Brands, string State, int PageSize, TimeKey? After);

/// <summary>A page of appeals with the penalties that they are against.</summary>
internal sealed record AppealPage(TimedPage<Appeal> Page, IReadOnlyDictionary<Guid, Penalty> Penalties);

internal sealed class ListAppealsHandler(Database database)
{
    private static readonly TimedList List = new("appeals", Appeal.Columns, "filed_at", "appeal_id");

    public async Task<Result<AppealPage>> HandleAsync(ListAppeals query, CancellationToken ct)
    {
        if (query.State is not ("" or AppealState.Open or AppealState.Rejected or AppealState.Overturned)) { return DisciplineProblems.Field("state", "empty, open, rejected or overturned"); }

        await using var transaction = await database.BeginAsync(query.Brands, ct);
        var args = new { brands = query.Brands.Select(brand => brand.Value).ToArray(), query.State };
        var page = await List.ReadAsync<Appeal>(
            "brand_id = any (@brands) and (@State = '' or state = @State)", args, query.PageSize, query.After, row => new TimeKey(row.FiledAt, row.AppealId), transaction, ct);
        var penalties = await transaction.QueryAsync<Penalty>(
            $"select {StoredPenalties.Columns} from penalties where brand_id = any (@brands) and case_id = any (@cases)", new { args.brands, cases = page.Rows.Select(appeal => appeal.CaseId).ToArray() }, ct);
        return new AppealPage(page, penalties.ToDictionary(penalty => penalty.CaseId));
    }
}
