using MassTransit;

namespace Steward.Contracts.Events.Moderation;

/// <summary>The same envelope after the one screening pass: every message with its label. Consumed by Members, Content, Staffing, Conversions.</summary>
[MessageUrn("moderation:messages-screened:v1")]
[EntityName("moderation.messages-screened.v1")]
public sealed record MessagesScreenedV1 : IPartitionedEvent
{
    public required Guid BatchId { get; init; }
    public required Guid BrandId { get; init; }
    public required Guid AccountId { get; init; }
    public required int Partition { get; init; }
    public required DateTimeOffset AcceptedAt { get; init; }
    public required DateTimeOffset ScreenedAt { get; init; }
    public required IReadOnlyList<ScreenedMessage> Messages { get; init; }
}

/// <summary>A message and what screening said of it.</summary>
public sealed record ScreenedMessage
{
    public required Guid MessageId { get; init; }
    public required Guid GroupId { get; init; }
    public required Guid SenderId { get; init; }
    public required bool FromStaff { get; init; }
    public required string Kind { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Exactly one of <see cref="ScreeningLabel"/>'s names; the labels partition the traffic, so their counts add up to it.</summary>
    public required string Label { get; init; }
}

/// <summary>The labels of screening, in their wire spelling.</summary>
public static class ScreeningLabel
{
    /// <summary>Nothing to do.</summary>
    public const string Chatter = "chatter";

    /// <summary>A member asks something: the knowledge base answers or a person does.</summary>
    public const string Question = "question";

    /// <summary>A rule was broken by a member: there is a case.</summary>
    public const string Offence = "offence";
}
