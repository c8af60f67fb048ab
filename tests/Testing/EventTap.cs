using System.Reflection;
using System.Text.Json;
using MassTransit;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Steward.Contracts.Events;
using Steward.ServiceDefaults.Messaging;

namespace Steward.Testing;

/// <summary>
/// Hears every event of the suite on one virtual host, in the order the broker gave them; like every consumer of the suite, by its id: an outbox that is
/// stopped between the broker's word and its own delivers a message again, and that is the same message.
/// </summary>
internal sealed class EventTap : IAsyncDisposable
{
    /// <summary>Lanes in tests.</summary>
    public const int Partitions = 2;

    private readonly Lock _gate = new();
    private readonly List<object> _seen = [];
    private readonly HashSet<Guid> _ids = [];
    private readonly HashSet<object> _returned = new(ReferenceEqualityComparer.Instance);
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private EventTap(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    public static async Task<EventTap> StartAsync(string connectionString)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(connectionString), ClientProvidedName = "test tap" }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync();
        var tap = new EventTap(connection, channel);
        var queue = await channel.QueueDeclareAsync(string.Empty, durable: false, exclusive: true, autoDelete: true);
        foreach (var type in typeof(IBrandEvent).Assembly.GetTypes())
        {
            if (type.GetCustomAttribute<EntityNameAttribute>() is not { } entity) { continue; }

            // The same declaration as the service's own, whichever comes first.
            var partitioned = type.IsAssignableTo(typeof(IPartitionedEvent));
            await channel.ExchangeDeclareAsync(entity.EntityName, partitioned ? ExchangeType.Direct : ExchangeType.Fanout, durable: true);
            foreach (var lane in partitioned ? Enumerable.Range(0, Partitions).Select(Lanes.Key) : [string.Empty])
            {
                await channel.QueueBindAsync(queue.QueueName, entity.EntityName, lane);
            }
        }

        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) => { tap.Hear(delivery.Body.Span); return Task.CompletedTask; };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
        return tap;
    }

    public IReadOnlyList<T> Seen<T>() where T : class
    {
        lock (_gate) { return [.. _seen.OfType<T>()]; }
    }

    public Task<T> NextAsync<T>(Func<T, bool> match, TimeSpan timeout) where T : class => Eventually.ValueAsync(
        () =>
        {
            lock (_gate)
            {
                var found = _seen.OfType<T>().FirstOrDefault(message => !_returned.Contains(message) && match(message));
                if (found is not null) { _returned.Add(found); }

                return Task.FromResult(found);
            }
        },
        timeout,
        $"a {typeof(T).Name} is published");

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private void Hear(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        using var envelope = JsonDocument.ParseValue(ref reader);
        var urn = envelope.RootElement.GetProperty("messageType")[0].GetString()!;
        var message = envelope.RootElement.GetProperty("message").Deserialize(EventTypes.TypeOf(urn), EventTypes.Json)!;
        lock (_gate)
        {
            if (_ids.Add(envelope.RootElement.GetProperty("messageId").GetGuid())) { _seen.Add(message); }
        }
    }
}
