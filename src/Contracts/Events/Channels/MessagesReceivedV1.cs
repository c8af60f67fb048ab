using System.Text.Json.Serialization;
using MassTransit;

namespace Steward.Contracts.Events.Channels;

/// <summary>An envelope of 1 to 200 stored chat messages of one account and one lane, in the order the channel gave them. Consumed by Moderation.</summary>
[MessageUrn("channels:messages-received:v1")]
[EntityName("channels.messages-received.v1")]
public sealed record MessagesReceivedV1 : IPartitionedEvent
{
    public required Guid BatchId { get; init; }
    public required Guid BrandId { get; init; }
    public required Guid AccountId { get; init; }
    public required int Partition { get; init; }

    /// <summary>When Channels committed the messages.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }
    public required IReadOnlyList<ReceivedMessage> Messages { get; init; }
}

/// <summary>One chat message as the channel delivered it.</summary>
public sealed record ReceivedMessage
{
    /// <summary>Derived from (account, channel message id): the dedupe key everywhere.</summary>
    public required Guid MessageId { get; init; }
    public required Guid GroupId { get; init; }
    public required Guid SenderId { get; init; }

    /// <summary>Whether the sender works for the brand or the agency: exempt from discipline, never a question.</summary>
    public required bool FromStaff { get; init; }

    /// <summary>The channel's type in its own spelling: text, image, link, weapp, revoke, …</summary>
    public required string Kind { get; init; }

    /// <summary>The text, or the title of a link or card; empty for media.</summary>
    public required string Text { get; init; }
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The message that it answers, where the channel names it (Telegram); null: it names none. WeCom puts what is quoted into the text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? ReplyTo { get; init; }
}
