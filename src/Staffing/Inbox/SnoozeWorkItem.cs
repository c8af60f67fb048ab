using Steward.Kernel;

namespace Steward.Staffing.Inbox;

/// <summary>Puts an item off: its holder does not see it in their list until then. Its deadlines go on; a further question of the member brings it back at once. Without an end it is wanted back now.</summary>
internal sealed class SnoozeWorkItem(ChangeWorkItem change)
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    public Task<Result<WorkItem>> HandleAsync(BrandId brand, Guid item, DateTimeOffset? until, string by, CancellationToken ct) =>
        change.HandleAsync(brand, item, (found, now, _) => Task.FromResult(until is { } end && (end <= now || end > now + Longest) ? WorkItemProblems.WrongEnd(Longest) : found.Snooze(until, by, now)), ct);
}
