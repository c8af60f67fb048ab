using MassTransit;

namespace Steward.Contracts.Events.Staffing;

/// <summary>A work item was opened, claimed, answered or resolved. Consumed by every Console replica to refresh the inboxes it shows.</summary>
[MessageUrn("staffing:work-item-changed:v1")]
[EntityName("staffing.work-item-changed.v1")]
public sealed record WorkItemChangedV1 : IBrandEvent
{
    public required Guid BrandId { get; init; }
    public required Guid WorkItemId { get; init; }

    /// <summary>The operator whose inbox shows it; empty when unassigned.</summary>
    public required string OperatorId { get; init; }

    /// <summary><c>open</c>, <c>claimed</c>, <c>answering</c> or <c>resolved</c>.</summary>
    public required string State { get; init; }
    public required DateTimeOffset At { get; init; }
}
