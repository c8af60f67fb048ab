using System.Globalization;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Steward.ServiceDefaults.Messaging;

/// <summary>
/// The waiting rooms and the graveyard of this service's queues. A message that waits lies in a queue whose entries expire back to where they came
/// from (no broker plugin needed); a dead letter lies in <c>&lt;queue&gt;.dead</c> until someone replays or drops it.
/// </summary>
public sealed class DeadLetterQueues(string service, IReadOnlyList<string> queues, string connectionString, MessagingOptions options, TimeProvider clock) : IAsyncDisposable
{
    internal const string AttemptHeader = "steward-attempt";
    private const string ErrorHeader = "steward-error";
    private const string FailedAtHeader = "steward-failed-at";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private IConnection? _connection;
    private IChannel? _channel;

    /// <summary>The service whose letters these are.</summary>
    public string Service => service;

    /// <summary>Its queues.</summary>
    public IReadOnlyList<string> Queues => queues;

    /// <summary>Declares the graveyard and the waiting rooms, so that the broker's own dead-lettering finds them too.</summary>
    internal Task DeclareAsync(CancellationToken ct) => OnChannelAsync(_ => Task.FromResult(0), ct);

    internal static string NameFor(string queue) => $"{queue}.dead";

    internal async Task RedeliverOrBuryAsync(string queue, Guid? messageId, string contentType, ReadOnlyMemory<byte> body, int attempt, string error, CancellationToken ct)
    {
        var headers = new Dictionary<string, object?>
        {
            [AttemptHeader] = attempt + 1,
            [ErrorHeader] = error.Length > 1000 ? error[..1000] : error,
            [FailedAtHeader] = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
        };
        var properties = new BasicProperties { Persistent = true, ContentType = contentType, MessageId = messageId?.ToString(), Headers = headers };
        await OnChannelAsync(
            async channel =>
            {
                if (attempt < options.Waits.Length)
                {
                    // The waiting room's exchange keeps the routing key, so what expires finds its own queue again.
                    await channel.BasicPublishAsync(WaitingRoom(options.Waits[attempt]), queue, mandatory: true, properties, body, ct);
                }
                else
                {
                    await channel.BasicPublishAsync(string.Empty, NameFor(queue), mandatory: true, properties, body, ct);
                }

                return 0;
            },
            ct);
    }

    /// <summary>How many letters a queue holds.</summary>
    public Task<uint> CountAsync(string queue, CancellationToken ct) => OnChannelAsync(channel => channel.MessageCountAsync(NameFor(queue), ct), ct);

    /// <summary>Looks at the oldest letters without taking them.</summary>
    public Task<IReadOnlyList<DeadLetter>> PeekAsync(string queue, int limit, CancellationToken ct) => OnChannelAsync<IReadOnlyList<DeadLetter>>(
        async channel =>
        {
            var letters = new List<DeadLetter>();
            ulong last = 0;
            while (letters.Count < limit && await channel.BasicGetAsync(NameFor(queue), autoAck: false, ct) is { } got)
            {
                letters.Add(Read(got));
                last = got.DeliveryTag;
            }

            if (last > 0) { await channel.BasicNackAsync(last, multiple: true, requeue: true, ct); }

            return letters;
        },
        ct);

    /// <summary>Puts letters back where they came from, oldest first; the letter goes when its copy is confirmed.</summary>
    /// <returns>How many.</returns>
    public Task<long> ReplayAsync(string queue, int limit, CancellationToken ct) => OnChannelAsync(
        channel => TakeAsync(
            channel,
            queue,
            limit,
            got =>
            {
                var properties = new BasicProperties { Persistent = true, ContentType = got.BasicProperties.ContentType, MessageId = got.BasicProperties.MessageId };
                return channel.BasicPublishAsync(string.Empty, queue, mandatory: true, properties, got.Body, ct);
            },
            ct),
        ct);

    /// <summary>Throws letters away, oldest first.</summary>
    /// <returns>How many.</returns>
    public Task<long> DropAsync(string queue, int limit, CancellationToken ct) => OnChannelAsync(channel => TakeAsync(channel, queue, limit, _ => ValueTask.CompletedTask, ct), ct);

    public async ValueTask DisposeAsync()
    {
        if (_channel is not null) { await _channel.DisposeAsync(); }

        if (_connection is not null) { await _connection.DisposeAsync(); }

        _gate.Dispose();
    }

    private static async Task<long> TakeAsync(IChannel channel, string queue, int limit, Func<BasicGetResult, ValueTask> act, CancellationToken ct)
    {
        // Only what is there now: a replayed letter that fails again must not be taken twice by the same call.
        long most = await channel.MessageCountAsync(NameFor(queue), ct);
        if (limit > 0) { most = Math.Min(most, limit); }

        long taken = 0;
        while (taken < most && await channel.BasicGetAsync(NameFor(queue), autoAck: false, ct) is { } got)
        {
            await act(got);
            await channel.BasicAckAsync(got.DeliveryTag, multiple: false, ct);
            taken++;
        }

        return taken;
    }

    private static DeadLetter Read(BasicGetResult got)
    {
        var body = Encoding.UTF8.GetString(got.Body.Span);
        return new DeadLetter(got.BasicProperties.MessageId ?? string.Empty, Text(got, ErrorHeader), Text(got, FailedAtHeader), body.Length > 2000 ? body[..2000] : body);
    }

    private static string Text(BasicGetResult got, string header) =>
        got.BasicProperties.Headers?.TryGetValue(header, out var value) == true && value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : string.Empty;

    private static string WaitingRoom(TimeSpan delay) => $"steward.wait.{(long)delay.TotalMilliseconds}ms";

    /// <summary>One channel, used by one at a time: failures are rare and people slower still.</summary>
    private async Task<T> OnChannelAsync<T>(Func<IChannel, Task<T>> use, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            return await use(await ChannelAsync(ct));
        }
        catch (Exception exception) when (exception is AlreadyClosedException or OperationInterruptedException)
        {
            await CloseAsync();
            return await use(await ChannelAsync(ct));
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task CloseAsync()
    {
        if (_channel is not null) { await _channel.DisposeAsync(); }

        if (_connection is not null) { await _connection.DisposeAsync(); }

        _channel = null;
        _connection = null;
    }

    private async Task<IChannel> ChannelAsync(CancellationToken ct)
    {
        if (_channel is { IsOpen: true }) { return _channel; }

        await CloseAsync();
        _connection = await new ConnectionFactory { Uri = new Uri(connectionString), ClientProvidedName = $"{service} dead letters" }.CreateConnectionAsync(ct);
        _channel = await _connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), ct);
        foreach (var queue in queues)
        {
            await _channel.QueueDeclareAsync(NameFor(queue), durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: ct);
        }

        foreach (var delay in options.Waits)
        {
            var room = WaitingRoom(delay);
            await _channel.ExchangeDeclareAsync(room, ExchangeType.Fanout, durable: true, cancellationToken: ct);
            await _channel.QueueDeclareAsync(
                room,
                durable: true,
                exclusive: false,
                autoDelete: false,
                new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-message-ttl"] = (long)delay.TotalMilliseconds, ["x-dead-letter-exchange"] = string.Empty },
                cancellationToken: ct);
            await _channel.QueueBindAsync(room, room, string.Empty, cancellationToken: ct);
        }

        return _channel;
    }
}

/// <summary>A message that every retry failed on.</summary>
/// <param name="MessageId">The event's id.</param>
/// <param name="Error">Why it failed the last time.</param>
/// <param name="FailedAt">When, ISO 8601; empty when the broker itself gave up.</param>
/// <param name="Body">The first 2,000 characters of the envelope.</param>
public sealed record DeadLetter(string MessageId, string Error, string FailedAt, string Body);
