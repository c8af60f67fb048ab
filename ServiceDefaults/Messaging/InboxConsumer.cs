using System.Diagnostics.Metrics;
using MassTransit;
using Npgsql;
using Steward.Contracts.Events;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.ServiceDefaults.Messaging;

/// <summary>Runs a handler once per event: the inbox row and the handler's effects commit together, a second delivery finds the row and does nothing.</summary>
internal sealed class InboxConsumer<TEvent, THandler>(Database database, THandler handler) : IConsumer<TEvent>
    where TEvent : class, IBrandEvent
    where THandler : class, IHandle<TEvent>
{
    private static readonly string Name = typeof(THandler).Name;
    private static readonly Meter Meter = new("Steward.Messaging");
    private static readonly Counter<long> Repeated = Meter.CreateCounter<long>("steward.inbox.repeated", description: "Deliveries that had been handled before.");

    public async Task Consume(ConsumeContext<TEvent> context)
    {
        var messageId = context.MessageId ?? throw new InvalidOperationException($"{typeof(TEvent).Name} came without a message id: it cannot be handled exactly once.");
        await using var transaction = await database.BeginHandlingAsync(new BrandId(context.Message.BrandId), new Delivery(messageId, Name), context.CancellationToken);
        if (transaction is null)
        {
            Repeated.Add(1);
            return;
        }

        await handler.HandleAsync(context.Message, transaction, context.CancellationToken);
        await transaction.CommitAsync(context.CancellationToken);
    }
}

/// <summary>An event and who handles it: once, however often it comes.</summary>
internal readonly record struct Delivery(Guid MessageId, string Consumer)
{
    /// <summary>What writes down that it is handled; it touches no row where that was written down before.</summary>
    public NpgsqlBatchCommand Remember() => new("insert into inbox (message_id, consumer) values ($1, $2) on conflict do nothing")
    {
        Parameters = { new NpgsqlParameter<Guid> { TypedValue = MessageId }, new NpgsqlParameter<string> { TypedValue = Consumer } },
    };
}

/// <summary>Runs a listener; nothing is remembered.</summary>
internal sealed class ListeningConsumer<TEvent, TListener>(TListener listener) : IConsumer<TEvent>
    where TEvent : class
    where TListener : class, IListen<TEvent>
{
    public Task Consume(ConsumeContext<TEvent> context) => listener.HearAsync(context.Message, context.CancellationToken);
}
