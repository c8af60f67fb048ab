using Steward.ServiceDefaults.Storage;

namespace Steward.ServiceDefaults.Messaging;

/// <summary>
/// A reaction to an event, named for what it does. It runs in a transaction of the event's brand that already holds the inbox row: its effects
/// and the events it publishes through the transaction happen exactly once. A throw means retry, later redelivery, at last the dead-letter queue.
/// </summary>
public interface IHandle<in TEvent> where TEvent : class
{
    /// <summary>Handles one event; the caller commits.</summary>
    Task HandleAsync(TEvent message, BrandTransaction transaction, CancellationToken ct);
}

/// <summary>A process-local reaction that needs no memory, such as refreshing what a browser shows. Every replica gets every event; events sent while it is away are missed.</summary>
public interface IListen<in TEvent> where TEvent : class
{
    /// <summary>Hears one event.</summary>
    Task HearAsync(TEvent message, CancellationToken ct);
}
