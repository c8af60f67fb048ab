using Steward.ServiceDefaults.Storage;
using Steward.Staffing.Inbox;

namespace Steward.Staffing.Routing;

/// <summary>Takes back what people have who are not there. An answer that is on its way goes on.</summary>
internal static class HandBackAbsent
{
    /// <summary>So many at once; the rest has its turn a moment later.</summary>
    private const int Most = 5000;

    /// <param name="transaction">Sees the brands.</param>
    /// <param name="world">Who is there.</param>
    /// <param name="changed">Gets the items that changed.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>How many.</returns>
    public static async Task<int> OfAsync(BrandTransaction transaction, RoutingWorld world, List<WorkItem> changed, CancellationToken ct)
    {
        var absent = RoutingWorld.LinksOf(world.Absent());
        if (absent.Count == 0) { return 0; }

        var held = await transaction.QueryAsync<WorkItem>(
            $"""
            select {WorkItemTables.Columns} from work_items
            where (brand_id, operator_id) in (select * from unnest(@brands, @people)) and state in ('open', 'claimed') and (snoozed_until is null or snoozed_until <= @Now)
            limit @Most for update skip locked
            """,
            new { brands = absent.Select(link => link.Brand).ToArray(), people = absent.Select(link => link.Person).ToArray(), world.Now, Most },
            ct);
        var back = held.Select(item => (Before: item, After: item.HandBack(world.Now))).Where(item => !ReferenceEquals(item.Before, item.After)).Select(item => item.After).ToList();
        if (back.Count == 0) { return 0; }

        await transaction.ExecuteAsync(
            """
            update work_items set state = 'open', operator_id = '', claimed_at = null, snoozed_until = null, given_at = null, route = '', route_held = 0, route_capacity = 0
            from unnest(@brands, @items) as back (brand, item) where brand_id = brand and work_item_id = item
            """,
            new { brands = back.Select(item => item.BrandId.Value).ToArray(), items = back.Select(item => item.WorkItemId).ToArray() },
            ct);
        changed.AddRange(back);
        return back.Count;
    }
}
