using Microsoft.Extensions.Options;
using Steward.Kernel;
using Steward.Staffing.Inbox;
using Steward.Staffing.Routing;

namespace Steward.Staffing.Triage;

/// <summary>Somebody who has read a matter says what it is about: screening does not see every wish to buy, and sees some that are none.</summary>
internal sealed class MarkWorkItem(ChangeWorkItem change, IOptions<RoutingOptions> routing)
{
    public async Task<Result<WorkItem>> HandleAsync(BrandId brand, Guid item, string kind, CancellationToken ct) =>
        MatterKind.All.Contains(kind)
            ? await change.HandleAsync(brand, item, (found, _, _) => Task.FromResult(found.MarkAs(kind, routing.Value.PriorityWorth)), ct)
            : WorkItemProblems.UnknownKind(kind);
}
