using MassTransit;

namespace Steward.Contracts.Events.Channels;

/// <summary>People left a group or were removed from it. Joins arrive as <see cref="GroupSyncedV1"/>, because a join callback carries no names. Consumed by Members.</summary>
[MessageUrn("channels:members-left:v1")]
[EntityName("channels.members-left.v1")]
public sealed record MembersLeftV1 : IPartitionedEvent
{
    public required Guid BrandId { get; init; }
    public required int Partition { get; init; }
    public required Guid GroupId { get; init; }
    public required IReadOnlyList<Guid> MemberIds { get; init; }

    /// <summary>True when the owner or an administrator removed them (WeCom <c>QuitScene</c> 1): the only proof of a removal.</summary>
    public required bool Removed { get; init; }
    public required DateTimeOffset At { get; init; }
}
