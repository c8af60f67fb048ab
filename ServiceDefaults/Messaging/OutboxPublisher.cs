using System.Buffers;
using System.Reflection;
using System.Text.Json;
using MassTransit;
using RabbitMQ.Client;
using Steward.Contracts.Events;

namespace Steward.ServiceDefaults.Messaging;

/// <summary>
/// Puts outbox rows on the broker as MassTransit's consumers expect them. The body was serialised when the row was written and goes out as it is: reading it
/// back into objects only to serialise it again was most of the relay's work. One channel keeps the order; its confirms are awaited together.
/// </summary>
internal sealed class OutboxPublisher(string connectionString, string service) : IAsyncDisposable
{
    private const string EnvelopeType = "application/vnd.masstransit+json";
    private readonly HashSet<string> _declared = [];
    private IConnection? _connection;
    private IChannel? _channel;

    /// <summary>Publishes rows in their order; returns when the broker has confirmed all of them.</summary>
    public async Task PublishAsync(IReadOnlyList<OutboxMessage> rows, CancellationToken ct)
    {
        var channel = await ChannelAsync(ct);
        foreach (var urn in rows.Select(row => row.Urn).Distinct()) { await DeclareAsync(channel, urn, ct); }

        var confirms = new Task[rows.Count];
        for (var index = 0; index < rows.Count; index++) { confirms[index] = PublishAsync(channel, rows[index], ct).AsTask(); }

        await Task.WhenAll(confirms);
    }

    public async ValueTask DisposeAsync()
    {
        if (_channel is not null) { await _channel.DisposeAsync(); }

        if (_connection is not null) { await _connection.DisposeAsync(); }
    }

    private static ValueTask PublishAsync(IChannel channel, OutboxMessage row, CancellationToken ct)
    {
        var properties = new BasicProperties { Persistent = true, ContentType = EnvelopeType, MessageId = row.MessageId.ToString() };
        return channel.BasicPublishAsync(ExchangeOf(row.Urn), row.Lane >= 0 ? Lanes.Key(row.Lane) : string.Empty, mandatory: false, properties, Envelope(row), ct);
    }

    private static ReadOnlyMemory<byte> Envelope(OutboxMessage row)
    {
        var buffer = new ArrayBufferWriter<byte>(row.Body.Length + 256);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteString("messageId"u8, row.MessageId);
        json.WriteStartArray("messageType"u8);
        json.WriteStringValue(row.Urn);
        json.WriteEndArray();
        json.WritePropertyName("message"u8);
        json.WriteRawValue(row.Body, skipInputValidation: true);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static string ExchangeOf(string urn) => EventTypes.TypeOf(urn).GetCustomAttribute<EntityNameAttribute>()!.EntityName;

    /// <summary>As MassTransit declares it, whichever of the two comes first.</summary>
    private async Task DeclareAsync(IChannel channel, string urn, CancellationToken ct)
    {
        if (!_declared.Add(urn)) { return; }

        var type = EventTypes.TypeOf(urn).IsAssignableTo(typeof(IPartitionedEvent)) ? ExchangeType.Direct : ExchangeType.Fanout;
        await channel.ExchangeDeclareAsync(ExchangeOf(urn), type, durable: true, cancellationToken: ct);
    }

    private async Task<IChannel> ChannelAsync(CancellationToken ct)
    {
        if (_channel is not null) { return _channel; }

        _connection = await new ConnectionFactory { Uri = new Uri(connectionString), ClientProvidedName = $"{service} outbox", AutomaticRecoveryEnabled = false }.CreateConnectionAsync(ct);
        // The relay sends at most one batch at a time: the batch is the window, and no limiter is needed besides.
        return _channel = await _connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null), ct);
    }
}
