using Steward.Kernel;

namespace Steward.Staffing.Inbox;

/// <summary>Takes an open item. Of two who try at once one gets it: the row lock lets the second see what the first did.</summary>
internal sealed class ClaimWorkItem(ChangeWorkItem change)
{
    public Task<Result<WorkItem>> HandleAsync(BrandId brand, Guid item, string by, CancellationToken ct) =>
        change.HandleAsync(brand, item, (found, now, _) => Task.FromResult(found.Claim(by, now)), ct);
}
