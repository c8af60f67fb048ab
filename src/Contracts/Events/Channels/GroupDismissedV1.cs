using MassTransit;

namespace Steward.Contracts.Events.Channels;

/// <summary>The group no longer exists. Consumed by Members, Staffing and Moderation.</summary>
[MessageUrn("channels:group-dismissed:v1")]
[EntityName("channels.group-dismissed.v1")]
public sealed record GroupDismissedV1 : IPartitionedEvent
{
    public required Guid BrandId { get; init; }
    public required int Partition { get; init; }
    public required Guid GroupId { get; init; }
    public required DateTimeOffset At { get; init; }
}
