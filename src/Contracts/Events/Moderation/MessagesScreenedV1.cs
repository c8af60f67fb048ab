using System.Text.Json.Serialization;
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

    /// <summary>The message that it answers, where the channel names it; as received.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? ReplyTo { get; init; }

    /// <summary>Exactly one of <see cref="ScreeningLabel"/>'s names; the labels partition the traffic, so their counts add up to it.</summary>
    public required string Label { get; init; }

    /// <summary>What else it says, whatever its label; null where screening noticed nothing, which is so of most messages and always of staff's. Each name at most once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MessageSignal>? Signals { get; init; }
}

/// <summary>Something about a message that somebody may want to know and that is no offence by itself.</summary>
public sealed record MessageSignal
{
    /// <summary>One of <see cref="SignalName"/>'s names; a later version may know more of them.</summary>
    public required string Name { get; init; }

    /// <summary>How sure the model is, 0 to 1; null where a rule found it by words or sites.</summary>
    public double? Probability { get; init; }

    /// <summary>The version of the model that says so; null where no model does.</summary>
    public string? Model { get; init; }
}

/// <summary>The names of signals, in their wire spelling.</summary>
public static class SignalName
{
    /// <summary>The sender is unhappy with goods, delivery or service. From the model.</summary>
    public const string Complaint = "complaint";

    /// <summary>The sender wants to buy, or asks for a price. From the model.</summary>
    public const string Intent = "intent";

    /// <summary>A rule of the class rumour found it, a hint included.</summary>
    public const string Rumour = "rumour";

    /// <summary>A rule of the class competitor found it, a hint included.</summary>
    public const string Competitor = "competitor";
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
