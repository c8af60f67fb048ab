using MassTransit;

namespace Steward.Contracts.Events.Channels;

/// <summary>A <see cref="SendToGroupsV1"/> has a known outcome. Consumed by Content, Staffing and Moderation.</summary>
[MessageUrn("channels:send-settled:v1")]
[EntityName("channels.send-settled.v1")]
public sealed record SendSettledV1 : IBrandEvent
{
    public required Guid CommandId { get; init; }
    public required Guid BrandId { get; init; }
    public required string Origin { get; init; }

    /// <summary><c>confirmed</c>: every group got it; <c>partly</c>: only <see cref="ConfirmedGroups"/>; <c>failed</c>: none, see <see cref="Reason"/>.</summary>
    public required string Outcome { get; init; }
    public required IReadOnlyList<Guid> ConfirmedGroups { get; init; }

    /// <summary>Why it failed, for people; empty when confirmed.</summary>
    public required string Reason { get; init; }
    public required DateTimeOffset At { get; init; }
}
