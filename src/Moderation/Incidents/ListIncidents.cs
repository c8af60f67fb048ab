using Steward.Kernel;
using Steward.Moderation.Storage;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Incidents;

/// <summary>Incidents, newest first.</summary>
/// <param name="State">Empty: any.</param>
/// <param name="Search">Part of the story; empty: any.</param>
/// <param name="After">The last row of the page before.</param>
internal sealed record ListIncidents(IReadOnlyList<BrandId> Brands, string State, string Search, int PageSize, TimeKey? After);

internal sealed class ListIncidentsHandler(Database database)
{
    public async Task<Result<TimedPage<Incident>>> HandleAsync(ListIncidents query, CancellationToken ct)
    {
        if (query.State is not ("" or IncidentState.Open or IncidentState.Closed)) { return IncidentProblems.UnknownState; }

        if (query.Search.Length > IncidentProblems.LongestSearch || query.Search.Contains('\0')) { return IncidentProblems.SearchTooLong; }

        await using var transaction = await database.BeginAsync(query.Brands, ct);
        return await StoredIncidents.List.ReadAsync<Incident>(
            "brand_id = any (@brands) and (@State = '' or state = @State) and (@Search = '' or strpos(lower(text), lower(@Search)) > 0)",
            new { brands = query.Brands.Select(brand => brand.Value).ToArray(), query.State, query.Search },
            query.PageSize,
            query.After,
            row => new TimeKey(row.OpenedAt, row.IncidentId),
            transaction,
            ct);
    }
}
