using System.Globalization;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Discipline;

/// <summary>Appeals, oldest first.</summary>
/// <param name="State">Empty: any.</param>
/// <param name="After">Sort key of the last row of the page before.</param>
internal sealed record ListAppeals(IReadOnlyList<BrandId> Brands, string State, int PageSize, (DateTimeOffset FiledAt, Guid AppealId)? After);

/// <summary>A page of appeals with the penalties that they are against.</summary>
internal sealed record AppealPage(IReadOnlyList<Appeal> Appeals, IReadOnlyDictionary<Guid, Penalty> Penalties, bool HasMore, long Total);

internal sealed class ListAppealsHandler(Database database)
{
    private const string Filter = "brand_id = any (@brands) and (@State = '' or state = @State)";

    public async Task<Result<AppealPage>> HandleAsync(ListAppeals query, CancellationToken ct)
    {
        if (query.State is not ("" or AppealState.Open or AppealState.Rejected or AppealState.Overturned)) { return DisciplineProblems.Field("state", "empty, open, rejected or overturned"); }

        await using var transaction = await database.BeginAsync(query.Brands, ct);
        var args = new { brands = query.Brands.Select(brand => brand.Value).ToArray(), query.State, afterTime = query.After?.FiledAt, afterAppeal = query.After?.AppealId, limit = query.PageSize + 1 };
        var total = await transaction.SingleAsync<long>($"select count(*) from appeals where {Filter}", args, ct);
        var rows = await transaction.QueryAsync<Appeal>(
            $"""
            select {Appeal.Columns} from appeals
            where {Filter} and (@afterTime::timestamptz is null or (filed_at, appeal_id) > (@afterTime::timestamptz, @afterAppeal::uuid))
            order by filed_at, appeal_id limit @limit
            """,
            args,
            ct);
        var page = rows.Take(query.PageSize).ToArray();
        var penalties = await transaction.QueryAsync<Penalty>(
            $"select {StoredPenalties.Columns} from penalties where brand_id = any (@brands) and case_id = any (@cases)", new { args.brands, cases = page.Select(appeal => appeal.CaseId).ToArray() }, ct);
        return new AppealPage(page, penalties.ToDictionary(penalty => penalty.CaseId), rows.Count > query.PageSize, total);
    }

    /// <summary>The sort key of an appeal as it travels in a page token.</summary>
    public static string[] KeyOf(Appeal row) => [row.FiledAt.UtcTicks.ToString(CultureInfo.InvariantCulture), row.AppealId.ToString()];
}
