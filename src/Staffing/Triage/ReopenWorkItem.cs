using Steward.Kernel;
using Steward.Staffing.Inbox;

namespace Steward.Staffing.Triage;

/// <summary>Opens again what ended in its group or was closed without an answer and was not over.</summary>
internal sealed class ReopenWorkItem(ChangeWorkItem change)
{
    public Task<Result<WorkItem>> HandleAsync(BrandId brand, Guid item, CancellationToken ct) => change.HandleAsync(brand, item, (found, now, _) => Task.FromResult(found.Reopen(now)), ct);
}
