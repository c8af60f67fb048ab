using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Steward.Contracts.Events.Channels;
using Steward.NativeServers;

namespace Steward.Benchmarks;

/// <summary>The ceiling of a stage that stores what it reads: envelopes from a durable quorum queue, decoded, each put away by one binary COPY in a transaction of its own and then acknowledged, bare clients only.</summary>
internal static class RawHop
{
    private const int Window = 200;

    /// <returns>Chat messages a second.</returns>
    public static async Task<double> MeasureAsync(int messages)
    {
        var folder = Directory.CreateTempSubdirectory("steward-bench-").FullName;
        await using var broker = await RabbitMqServer.StartAsync(new RabbitMqOptions(folder, 0, "bench"), CancellationToken.None);
        var data = Directory.CreateTempSubdirectory("steward-bench-").FullName;
        await using var postgres = await PostgresServer.StartAsync(new PostgresOptions(data, 0, "bench"), CancellationToken.None);
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString("postgres"));
        await using var connection = await source.OpenConnectionAsync();
        await using (var create = new NpgsqlCommand("create table raw (group_id uuid, sent_at timestamptz, message_id uuid, sender_id uuid, kind text, text text, primary key (group_id, sent_at, message_id))", connection)) { await create.ExecuteNonQueryAsync(); }

        await using var rabbit = await new ConnectionFactory { Uri = new Uri(broker.ConnectionString) }.CreateConnectionAsync();
        await using var publisher = await rabbit.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null));
        await using var consumer = await rabbit.CreateChannelAsync();
        await publisher.QueueDeclareAsync("raw", durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await consumer.BasicQosAsync(0, 16, global: false);

        var (batches, received, done) = (messages / Envelope.Messages, 0, new TaskCompletionSource());
        var reader = new AsyncEventingBasicConsumer(consumer);
        reader.ReceivedAsync += async (_, delivery) =>
        {
            await StoreAsync(connection, JsonSerializer.Deserialize<MessagesReceivedV1>(delivery.Body.Span)!.Messages);
            await consumer.BasicAckAsync(delivery.DeliveryTag, multiple: false);
            if (++received == batches) { done.SetResult(); }
        };
        await consumer.BasicConsumeAsync("raw", autoAck: false, reader);

        // Every envelope has ids of its own, as the table's key wants.
        byte[][] bodies = [.. Enumerable.Range(0, batches).Select(_ => Envelope.Bytes())];
        var watch = Stopwatch.StartNew();
        var properties = new BasicProperties { Persistent = true };
        foreach (var part in bodies.Chunk(Window)) { await Task.WhenAll(part.Select(body => publisher.BasicPublishAsync(string.Empty, "raw", mandatory: true, properties, body).AsTask())); }

        await done.Task;
        var rate = batches * Envelope.Messages / watch.Elapsed.TotalSeconds;
        await rabbit.CloseAsync();
        await postgres.StopAsync(CancellationToken.None);
        await broker.StopAsync(CancellationToken.None);
        Directory.Delete(folder, recursive: true);
        Directory.Delete(data, recursive: true);
        return rate;
    }

    private static async Task StoreAsync(NpgsqlConnection connection, IReadOnlyList<ReceivedMessage> messages)
    {
        await using var copy = await connection.BeginBinaryImportAsync("copy raw from stdin (format binary)");
        foreach (var message in messages)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(message.GroupId, NpgsqlDbType.Uuid);
            await copy.WriteAsync(message.SentAt.UtcDateTime, NpgsqlDbType.TimestampTz);
            await copy.WriteAsync(message.MessageId, NpgsqlDbType.Uuid);
            await copy.WriteAsync(message.SenderId, NpgsqlDbType.Uuid);
            await copy.WriteAsync(message.Kind, NpgsqlDbType.Text);
            await copy.WriteAsync(message.Text, NpgsqlDbType.Text);
        }

        await copy.CompleteAsync();
    }
}
