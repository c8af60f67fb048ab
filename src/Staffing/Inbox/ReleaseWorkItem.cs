using Steward.Kernel;

namespace Steward.Staffing.Inbox;

/// <summary>Gives a claimed item back to whoever looks after its group.</summary>
internal sealed class ReleaseWorkItem(ChangeWorkItem change)
{
    public Task<Result<WorkItem>> HandleAsync(BrandId brand, Guid item, string by, bool forOthers, CancellationToken ct) => change.HandleAsync(
        brand,
        item,
        async (found, _, transaction) => found.Release(
            by,
            forOthers,
            await transaction.SingleOrDefaultAsync<string>("select operator_id from groups where brand_id = @brand and group_id = @GroupId", new { brand, found.GroupId }, ct) ?? ""),
        ct);
}
