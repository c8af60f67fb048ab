using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Inbox;

/// <summary>What claiming, releasing, answering and closing have in common: lock the item, let it decide, store and tell what changed.</summary>
internal sealed class ChangeWorkItem(Database database, TimeProvider clock)
{
    /// <summary>Changes one item.</summary>
    /// <param name="brand">Whose item.</param>
    /// <param name="itemId">Which.</param>
    /// <param name="decide">The decision, at a moment, in the transaction (for what it must read); returning the same item means nothing is to do.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Result<WorkItem>> HandleAsync(BrandId brand, Guid itemId, Func<WorkItem, DateTimeOffset, BrandTransaction, Task<Result<WorkItem>>> decide, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var item = await WorkItemTables.LockAsync(transaction, brand, itemId, ct);
        if (item is null) { return WorkItemProblems.NotFound(itemId); }

        var now = clock.GetUtcNow();
        var changed = await decide(item, now, transaction);
        if (changed.Failed || ReferenceEquals(changed.Value, item)) { return changed; }

        await WorkItemTables.SaveAsync(transaction, changed.Value, now, ct);
        await transaction.CommitAsync(ct);
        return changed;
    }
}
