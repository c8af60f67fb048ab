using System.Text.Json;
using Steward.Contracts.Events;

namespace Steward.ServiceDefaults.Messaging;

/// <summary>An event that waits in the outbox. Rows of one lane are published in order; events without a lane go in lane -1.</summary>
internal sealed record OutboxMessage(Guid MessageId, string Urn, int Lane, byte[] Body)
{
    public static OutboxMessage From<T>(T message, DateTimeOffset now) where T : class => new(
        Guid.CreateVersion7(now),
        EventTypes.UrnOf(typeof(T)),
        message is IPartitionedEvent partitioned ? partitioned.Partition : -1,
        JsonSerializer.SerializeToUtf8Bytes(message, EventTypes.Json));
}
