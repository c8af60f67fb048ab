using System.Diagnostics;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Steward.NativeServers;

namespace Steward.Benchmarks;

/// <summary>The ceiling of messaging: the same batches through one durable quorum queue with the bare client, a window of 200 unconfirmed.</summary>
internal static class RawBroker
{
    private const int Window = 200;

    /// <returns>Chat messages a second, each batch counted as its messages.</returns>
    public static async Task<double> MeasureAsync(int messages)
    {
        var folder = Directory.CreateTempSubdirectory("steward-bench-").FullName;
        await using var server = await RabbitMqServer.StartAsync(new RabbitMqOptions(folder, 0, "bench"), CancellationToken.None);
        await using var connection = await new ConnectionFactory { Uri = new Uri(server.ConnectionString) }.CreateConnectionAsync();
        await using var publisher = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null));
        await using var consumer = await connection.CreateChannelAsync();
        await publisher.QueueDeclareAsync("raw", durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await consumer.BasicQosAsync(0, 300, global: false);

        var batches = messages / Envelope.Messages;
        var body = Envelope.Bytes();
        var received = 0;
        var done = new TaskCompletionSource();
        var reader = new AsyncEventingBasicConsumer(consumer);
        reader.ReceivedAsync += async (_, delivery) =>
        {
            await consumer.BasicAckAsync(delivery.DeliveryTag, multiple: false);
            if (++received == batches) { done.SetResult(); }
        };
        await consumer.BasicConsumeAsync("raw", autoAck: false, reader);

        var watch = Stopwatch.StartNew();
        using var window = new SemaphoreSlim(Window);
        var properties = new BasicProperties { Persistent = true };
        for (var batch = 0; batch < batches; batch++)
        {
            await window.WaitAsync();
            _ = ConfirmAsync();
        }

        await done.Task;
        var rate = messages / watch.Elapsed.TotalSeconds;
        await connection.CloseAsync();
        await server.StopAsync(CancellationToken.None);
        Directory.Delete(folder, recursive: true);
        return rate;

        async Task ConfirmAsync()
        {
            try
            {
                await publisher.BasicPublishAsync(string.Empty, "raw", mandatory: true, properties, body);
                window.Release();
            }
            catch (Exception exception)
            {
                done.TrySetException(exception);
            }
        }
    }
}
