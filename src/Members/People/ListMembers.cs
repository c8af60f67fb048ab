using Steward.Contracts.Members.V1;
using Steward.Kernel;
using Steward.Members.Groups;
using Steward.Members.Storage;
using Steward.ServiceDefaults.Grpc;
using Steward.ServiceDefaults.Storage;

namespace Steward.Members.People;

/// <summary>A page of people over some brands, by name; those who have left all groups are still listed.</summary>
/// <param name="Brands">Whose people.</param>
/// <param name="Group">Only those in this group now; null for any.</param>
/// <param name="Tag">Only those with this tag; empty for any.</param>
/// <param name="Search">Part of the name or the external id; empty for any.</param>
/// <param name="PageSize">Most people to return.</param>
/// <param name="After">Sort key of the last person of the page before.</param>
internal sealed record ListMembers(IReadOnlyList<BrandId> Brands, Guid? Group, string Tag, string Search, int PageSize, NameKey? After)
{
    public static Result<ListMembers> From(ListMembersRequest request, IReadOnlyList<BrandId> brands)
    {
        if (request.Search.Length > 100) { return GroupProblems.SearchTooLong(); }

        return new ListMembers(
            brands,
            request.GroupId.Length == 0 ? null : CallScope.Id(request.GroupId, "group_id"),
            request.Tag,
            request.Search,
            CallScope.PageSize(request.PageSize),
            NameKey.Read(request.PageToken));
    }
}

/// <summary>
/// Reads one page in the order of the index (brand, name, member): each brand gives its first rows, and those are merged. A search looks through all
/// people of the brands first, because whom it finds may stand anywhere in that order.
/// </summary>
internal sealed class ListMembersHandler(Database database)
{
    private const string Columns = "p.brand_id, p.member_id, p.external_id, p.name, p.staff, p.groups_now, p.first_joined_at";

    public async Task<ListMembersResponse> Handle(ListMembers query, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(query.Brands, ct);
        var args = new
        {
            brands = query.Brands.Select(brand => brand.Value).ToArray(),
            group = query.Group,
            tag = query.Tag,
            pattern = LikePattern.Containing(query.Search),
            name = query.After?.Name,
            id = query.After?.Id,
        };
        var from = "members p"
            + (query.Group is null ? string.Empty : " join memberships m on m.brand_id = p.brand_id and m.member_id = p.member_id and m.group_id = @group and m.left_at is null")
            + (query.Tag.Length == 0 ? string.Empty : " join member_tags t on t.brand_id = p.brand_id and t.member_id = p.member_id and t.tag = @tag");
        var filter = query.Search.Length == 0 ? string.Empty : " and p.search_text like lower(@pattern)";
        var rows = await transaction.QueryAsync<PersonRow>(
            $"select {PersonRow.Columns} from ({Page(query, from, filter)}) p {PersonRow.Details} order by p.name, p.member_id",
            args,
            ct);
        var total = await transaction.SingleAsync<long>($"select count(*) from {from} where p.brand_id = any (@brands){filter}", args, ct);

        var response = new ListMembersResponse { Total = (int)total };
        response.Members.AddRange(rows.Take(query.PageSize).Select(row => row.ToReply()));
        if (rows.Count > query.PageSize) { response.NextPageToken = new NameKey(rows[query.PageSize - 1].Name, rows[query.PageSize - 1].MemberId).ToToken(); }

        return response;
    }

    // The limit is part of the text: with a parameter the planner must guess it, and then scans whole tables to be on the safe side.
    private static string Page(ListMembers query, string from, string filter)
    {
        var after = query.After is null ? string.Empty : " and (p.name, p.member_id) > (@name, @id)";
        var limit = query.PageSize + 1;
        return query.Search.Length > 0
            ? $"""
               with found as materialized (select {Columns} from {from} where p.brand_id = any (@brands){filter})
               select * from found p where true{after} order by p.name, p.member_id limit {limit}
               """
            : $"""
               select page.* from unnest(@brands) as whose (brand)
               cross join lateral (select {Columns} from {from} where p.brand_id = whose.brand{filter}{after} order by p.name, p.member_id limit {limit}) page
               order by page.name, page.member_id limit {limit}
               """;
    }
}
