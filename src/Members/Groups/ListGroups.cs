using Steward.Contracts.Members.V1;
using Steward.Kernel;
using Steward.Members.Brands;
using Steward.Members.Storage;
using Steward.ServiceDefaults.Grpc;
using Steward.ServiceDefaults.Storage;

namespace Steward.Members.Groups;

/// <summary>A page of groups over some brands, by name.</summary>
/// <param name="Brands">Whose groups.</param>
/// <param name="Search">Part of the name or the external id; empty for any.</param>
/// <param name="Only">Only these groups; empty for any.</param>
/// <param name="PageSize">Most groups to return.</param>
/// <param name="After">Sort key of the last group of the page before.</param>
internal sealed record ListGroups(IReadOnlyList<BrandId> Brands, string Search, IReadOnlyList<Guid> Only, int PageSize, NameKey? After)
{
    public static Result<ListGroups> From(ListGroupsRequest request, IReadOnlyList<BrandId> brands)
    {
        if (request.Search.Length > 100) { return GroupProblems.SearchTooLong(); }

        if (request.GroupIds.Count > 1000) { return GroupProblems.TooManyIds(); }

        return new ListGroups(
            brands,
            request.Search,
            [.. request.GroupIds.Select(id => CallScope.Id(id, "group_ids"))],
            CallScope.PageSize(request.PageSize),
            NameKey.Read(request.PageToken));
    }
}

/// <summary>
/// Reads one page in the order of the index (brand, name, group): each brand gives its first rows, and those are merged. A search looks through all
/// groups of the brands first, because what it finds may stand anywhere in that order.
/// </summary>
internal sealed class ListGroupsHandler(Database database, TimeProvider clock)
{
    private const string Columns = "g.brand_id, g.group_id, g.account_id, g.external_id, g.name, g.members, g.staff, g.synced_at, g.dismissed_at";

    public async Task<ListGroupsResponse> Handle(ListGroups query, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(query.Brands, ct);
        var args = new
        {
            brands = query.Brands.Select(brand => brand.Value).ToArray(),
            today = await BrandZones.TodayAsync(transaction, query.Brands, clock.GetUtcNow(), ct),
            pattern = LikePattern.Containing(query.Search),
            only = query.Only.ToArray(),
            name = query.After?.Name,
            id = query.After?.Id,
        };
        var filter = (query.Search.Length > 0 ? " and g.search_text like lower(@pattern)" : string.Empty) + (query.Only.Count > 0 ? " and g.group_id = any (@only)" : string.Empty);
        var rows = await transaction.QueryAsync<GroupRow>(
            $"""
            select {GroupRow.Columns}
            from ({Page(query, filter)}) g
            join unnest(@brands, @today) as scope (brand, today) on scope.brand = g.brand_id
            {GroupRow.Activity}
            order by g.name, g.group_id
            """,
            args,
            ct);
        var total = await transaction.SingleAsync<long>($"select count(*) from groups g where g.brand_id = any (@brands){filter}", args, ct);

        var response = new ListGroupsResponse { Total = (int)total };
        response.Groups.AddRange(rows.Take(query.PageSize).Select(row => row.ToReply()));
        if (rows.Count > query.PageSize) { response.NextPageToken = new NameKey(rows[query.PageSize - 1].Name, rows[query.PageSize - 1].GroupId).ToToken(); }

        return response;
    }

    // The limit is part of the text: with a parameter the planner must guess it, and then scans whole tables to be on the safe side.
    private static string Page(ListGroups query, string filter)
    {
        var after = query.After is null ? string.Empty : " and (g.name, g.group_id) > (@name, @id)";
        var limit = query.PageSize + 1;
        return query.Search.Length > 0
            ? $"""
               with found as materialized (select {Columns} from groups g where g.brand_id = any (@brands){filter})
               select * from found g where true{after} order by g.name, g.group_id limit {limit}
               """
            : $"""
               select page.* from unnest(@brands) as whose (brand)
               cross join lateral (select {Columns} from groups g where g.brand_id = whose.brand{filter}{after} order by g.name, g.group_id limit {limit}) page
               order by page.name, page.group_id limit {limit}
               """;
    }
}
