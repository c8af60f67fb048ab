using Steward.Kernel;
using Steward.Staffing.ServiceLevels;

namespace Steward.Staffing.Inbox;

/// <summary>Takes an open item, or has one back in which it is the member's turn. Of two who try at once one gets it: the row lock lets the second see what the first did.</summary>
internal sealed class ClaimWorkItem(ChangeWorkItem change)
{
    public Task<Result<WorkItem>> HandleAsync(BrandId brand, Guid item, string by, CancellationToken ct) =>
        change.HandleAsync(brand, item, async (found, now, transaction) => found.Claim(by, (await StoredServiceLevels.OfAsync(transaction, brand, ct)).Level, now), ct);
}
