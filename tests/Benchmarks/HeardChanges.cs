using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Steward.Benchmarks;

/// <summary>Hears of changed work items on the broker as every replica of the Console does, and when it first heard of each.</summary>
internal sealed class HeardChanges : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private HeardChanges(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    /// <summary>When an item was first heard of, as <see cref="Stopwatch"/> tells it.</summary>
    public ConcurrentDictionary<Guid, long> First { get; } = new();

    public static async Task<HeardChanges> StartAsync(string broker)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync();
        var heard = new HeardChanges(connection, channel);
        var queue = await channel.QueueDeclareAsync(string.Empty, durable: false, exclusive: true, autoDelete: true);
        await channel.QueueBindAsync(queue.QueueName, "staffing.work-item-changed.v1", string.Empty);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            var now = Stopwatch.GetTimestamp();
            using var envelope = JsonDocument.Parse(delivery.Body);
            heard.First.TryAdd(envelope.RootElement.GetProperty("message").GetProperty("workItemId").GetGuid(), now);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
        return heard;
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
