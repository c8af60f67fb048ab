using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Inbox;

/// <summary>Which items to show.</summary>
/// <param name="Brands">Whose.</param>
/// <param name="OperatorId">Only this operator's; empty: all.</param>
/// <param name="States">Only these states.</param>
/// <param name="Search">Part of a question; empty: all.</param>
/// <param name="PageSize">At most so many.</param>
/// <param name="After">Where the page before ended; null: the first page.</param>
internal sealed record ItemFilter(IReadOnlyList<BrandId> Brands, string OperatorId, string[] States, string Search, int PageSize, (DateTimeOffset OpenedAt, Guid Item)? After);

/// <summary>A page of items and how many there are in all.</summary>
internal sealed record ItemPage(IReadOnlyList<WorkItem> Items, long Total);

/// <summary>Work items over several brands, longest waiting first.</summary>
internal sealed class ListWorkItems(Database database)
{
    public async Task<ItemPage> HandleAsync(ItemFilter filter, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(filter.Brands, ct);
        // Spelled out for the planner: only so it may use the index of what is not resolved.
        var waiting = filter.States.Contains(ItemState.Resolved) ? "" : "and state <> 'resolved'";
        var where = $"{waiting} and state = any (@States) and (@OperatorId = '' or operator_id = @OperatorId) and (@pattern = '' or question ilike @pattern)";
        var args = new
        {
            brands = filter.Brands.Select(brand => brand.Value).ToArray(),
            filter.States,
            filter.OperatorId,
            pattern = Pattern(filter.Search),
            filter.PageSize,
            afterTime = filter.After?.OpenedAt ?? DateTimeOffset.MinValue,
            afterItem = filter.After?.Item ?? Guid.Empty,
        };
        // Each brand's oldest straight from its index, then the oldest of those.
        var items = await transaction.QueryAsync<WorkItem>(
            $"""
            select item.* from unnest(@brands) as scope (id)
            cross join lateral (
                select {WorkItemTables.Columns} from work_items
                where brand_id = scope.id and (opened_at, work_item_id) > (@afterTime, @afterItem) {where}
                order by opened_at, work_item_id limit @PageSize) item
            order by opened_at, work_item_id limit @PageSize
            """,
            args,
            ct);
        var total = await transaction.SingleAsync<long>($"select count(*) from work_items where brand_id = any (@brands) {where}", args, ct);
        return new ItemPage(items, total);
    }

    private static string Pattern(string search)
    {
        // A NUL can be in no stored text and PostgreSQL refuses it in a parameter.
        var text = search.Trim().Replace("\0", string.Empty, StringComparison.Ordinal);
        return text.Length == 0 ? "" : $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
    }
}
