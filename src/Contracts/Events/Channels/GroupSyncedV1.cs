using MassTransit;

namespace Steward.Contracts.Events.Channels;

/// <summary>A group's whole roster as the channel shows it now: replaces what is known. Consumed by Members, Staffing.</summary>
[MessageUrn("channels:group-synced:v1")]
[EntityName("channels.group-synced.v1")]
public sealed record GroupSyncedV1 : IPartitionedEvent
{
    public required Guid BrandId { get; init; }
    public required Guid AccountId { get; init; }
    public required int Partition { get; init; }
    public required Guid GroupId { get; init; }

    /// <summary>The channel's chat id.</summary>
    public required string ExternalId { get; init; }
    public required string Name { get; init; }
    public required Guid OwnerId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset SyncedAt { get; init; }
    public required IReadOnlyList<RosterEntry> Roster { get; init; }
}

/// <summary>One person in a group's roster.</summary>
public sealed record RosterEntry
{
    public required Guid MemberId { get; init; }
    public required string ExternalId { get; init; }

    /// <summary>Display name; empty where the channel withholds it.</summary>
    public required string Name { get; init; }
    public required bool IsStaff { get; init; }
    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>The channel's join scene number (WeCom: 1 invited, 2 link, 3 QR code; others occur).</summary>
    public required int JoinScene { get; init; }

    /// <summary>The join way's <c>state</c>: the acquisition source; empty when none.</summary>
    public required string JoinState { get; init; }
}
