using System.Globalization;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Conversions.Links;

/// <summary>Links, newest first.</summary>
/// <param name="Search">Part of the code, channel or target; empty: no search.</param>
/// <param name="After">Sort key of the last row of the page before.</param>
internal sealed record ListLinks(IReadOnlyList<BrandId> Brands, string Search, int PageSize, (DateTimeOffset CreatedAt, string Code)? After);

/// <summary>A page of links.</summary>
/// <param name="Total">All that the search lets through, on every page.</param>
internal sealed record LinkPage(IReadOnlyList<Link> Links, bool HasMore, long Total);

internal sealed class ListLinksHandler(Database database)
{
    private const string Filter = "brand_id = any (@brands) and (@Search = '' or code ilike @pattern or channel ilike @pattern or target_url ilike @pattern)";

    public async Task<Result<LinkPage>> HandleAsync(ListLinks query, CancellationToken ct)
    {
        if (query.Search.Length > LinkProblems.LongestSearch || query.Search.Any(char.IsControl)) { return LinkProblems.BadSearch(); }

        var args = new
        {
            brands = query.Brands.Select(brand => brand.Value).ToArray(),
            query.Search,
            pattern = $"%{query.Search.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%",
            afterTime = query.After?.CreatedAt,
            afterCode = query.After?.Code,
            limit = query.PageSize + 1,
        };
        await using var transaction = await database.BeginAsync(query.Brands, ct);
        var total = await transaction.SingleAsync<long>($"select count(*) from links where {Filter}", args, ct);
        var rows = await transaction.QueryAsync<Link>(
            $"""
            select {Link.Columns} from links
            where {Filter} and (@afterTime::timestamptz is null or (created_at, code) < (@afterTime::timestamptz, @afterCode::text))
            order by created_at desc, code desc limit @limit
            """,
            args,
            ct);
        return new LinkPage([.. rows.Take(query.PageSize)], rows.Count > query.PageSize, total);
    }

    /// <summary>The sort key of a link as it travels in a page token.</summary>
    public static string[] KeyOf(Link row) => [row.CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture), row.Code];

    /// <summary>The sort key in a page token, or null when there is none in it.</summary>
    public static (DateTimeOffset CreatedAt, string Code)? ReadKey(string[]? key) =>
        key is [var ticks, var code] && Moments.FromTicks(ticks) is { } at && LinkCode.IsValid(code) ? (at, code) : null;
}
