using MassTransit;

namespace Steward.Contracts.Events.Channels;

/// <summary>An <see cref="ActV1"/> has a known outcome. Consumed by Moderation, Members and Staffing.</summary>
[MessageUrn("channels:act-settled:v1")]
[EntityName("channels.act-settled.v1")]
public sealed record ActSettledV1 : IBrandEvent
{
    public required Guid CommandId { get; init; }
    public required Guid BrandId { get; init; }
    public required string Kind { get; init; }
    public required string Origin { get; init; }

    /// <summary><c>confirmed</c> or <c>failed</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>How: <c>api</c>, or <c>person</c> when a human task was closed by what was observed.</summary>
    public required string By { get; init; }

    /// <summary>Why it failed, for people; empty when confirmed.</summary>
    public required string Reason { get; init; }
    public required DateTimeOffset At { get; init; }
}
