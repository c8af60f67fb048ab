using Steward.ServiceDefaults.Storage;
using Steward.Staffing.Inbox;
using Steward.Staffing.Triage;

namespace Steward.Staffing.Routing;

/// <summary>What nobody has taken for some time past its response deadline goes to the brand's leads, once; a complaint at the deadline itself.</summary>
internal static class EscalateUntaken
{
    /// <summary>In one turn: after an outage thousands are due at once, and what is told of new matters shall not wait behind them.</summary>
    private const int MostOfABrand = 50;

    /// <param name="transaction">Sees the brands.</param>
    /// <param name="world">What the brands want.</param>
    /// <param name="changed">Gets the items that changed.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>How many.</returns>
    public static async Task<int> OfAsync(BrandTransaction transaction, RoutingWorld world, List<WorkItem> changed, CancellationToken ct)
    {
        var late = await transaction.QueryAsync<WorkItem>(
            $"""
            with late as (
                select item.work_item_id as item, scope.id as brand from unnest(@BrandIds, @before) as scope (id, before)
                cross join lateral (
                    select work_item_id from work_items where brand_id = scope.id and state = 'open' and escalated_at is null and response = '' and response_due_at < @Now and (response_due_at < scope.before or kind = @complaint)
                    order by response_due_at limit @MostOfABrand for update skip locked) item)
            update work_items set escalated_at = @Now from late where brand_id = brand and work_item_id = item returning {WorkItemTables.Columns}
            """,
            new { world.BrandIds, before = world.BrandIds.Select(brand => world.Now.AddMinutes(-world.RulesOf(brand).EscalateAfterMinutes).UtcDateTime).ToArray(), MostOfABrand, world.Now, complaint = MatterKind.Complaint },
            ct);
        changed.AddRange(late);
        return late.Count;
    }
}
