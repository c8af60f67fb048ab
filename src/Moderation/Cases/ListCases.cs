using System.Globalization;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Cases;

/// <summary>Cases, oldest first.</summary>
/// <param name="State">Empty: any.</param>
/// <param name="OffenceClass">Empty: any.</param>
/// <param name="Search">Part of the last text, or a member's id; empty: no search.</param>
/// <param name="After">Sort key of the last row of the page before.</param>
internal sealed record ListCases(IReadOnlyList<BrandId> Brands, string State, string OffenceClass, string Search, int PageSize, (DateTimeOffset OpenedAt, Guid CaseId)? After);

/// <summary>A page of cases.</summary>
/// <param name="Total">All that the filter lets through, on every page.</param>
internal sealed record CasePage(IReadOnlyList<Case> Cases, bool HasMore, long Total);

internal sealed class ListCasesHandler(Database database)
{
    private const string Filter =
        """
        brand_id = any (@brands) and (@State = '' or state = @State) and (@OffenceClass = '' or offence_class = @OffenceClass)
        and (@Search = '' or last_text ilike @pattern or member_id::text = lower(@Search))
        """;

    public async Task<Result<CasePage>> HandleAsync(ListCases query, CancellationToken ct)
    {
        if (query.State is not ("" or CaseState.Open or CaseState.Upheld or CaseState.Dismissed)) { return CaseProblems.UnknownState(); }

        if (query.OffenceClass.Length > 0 && !Rules.OffenceClass.All.Contains(query.OffenceClass)) { return CaseProblems.UnknownClass(); }

        if (query.Search.Length > CaseProblems.LongestSearch || query.Search.Contains('\0')) { return CaseProblems.SearchTooLong(); }

        var args = new
        {
            brands = query.Brands.Select(brand => brand.Value).ToArray(),
            query.State,
            query.OffenceClass,
            query.Search,
            pattern = $"%{EscapeLike(query.Search)}%",
            afterTime = query.After?.OpenedAt,
            afterCase = query.After?.CaseId,
            limit = query.PageSize + 1,
        };
        await using var transaction = await database.BeginAsync(query.Brands, ct);
        var total = await transaction.SingleAsync<long>($"select count(*) from cases where {Filter}", args, ct);
        var rows = await transaction.QueryAsync<Case>(
            $"""
            select {StoredCase.Columns} from cases
            where {Filter} and (@afterTime::timestamptz is null or (opened_at, case_id) > (@afterTime::timestamptz, @afterCase::uuid))
            order by opened_at, case_id limit @limit
            """,
            args,
            ct);
        return new CasePage([.. rows.Take(query.PageSize)], rows.Count > query.PageSize, total);
    }

    private static string EscapeLike(string search) =>
        search.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    /// <summary>The sort key of a case as it travels in a page token.</summary>
    public static string[] KeyOf(Case row) => [row.OpenedAt.UtcTicks.ToString(CultureInfo.InvariantCulture), row.CaseId.ToString()];

    /// <summary>The sort key in a page token, or null when there is none in it.</summary>
    public static (DateTimeOffset OpenedAt, Guid CaseId)? ReadKey(string[]? key) =>
        key is [var ticks, var id] && long.TryParse(ticks, CultureInfo.InvariantCulture, out var at) && at is >= 0 and <= 3155378975999999999 && Guid.TryParse(id, out var caseId)
            ? (new DateTimeOffset(at, TimeSpan.Zero), caseId)
            : null;
}
