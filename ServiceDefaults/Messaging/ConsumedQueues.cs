using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Steward.ServiceDefaults.Messaging;

/// <summary>The queues that this process should be taking from, as the broker sees them. A connection of its own: the bus's may be the one that is dead.</summary>
internal sealed class ConsumedQueues(string service, IReadOnlyList<string> names, string connectionString) : IAsyncDisposable
{
    private const ushort NotFound = 404;
    private IConnection? _connection;

    /// <summary>Those that nobody, in any replica, takes from.</summary>
    public async Task<IReadOnlyList<string>> LeftAloneAsync(CancellationToken ct)
    {
        await using var channel = await (await ConnectionAsync(ct)).CreateChannelAsync(cancellationToken: ct);
        var left = new List<string>();
        foreach (var name in names)
        {
            try
            {
                if (await channel.ConsumerCountAsync(name, ct) == 0) { left.Add(name); }
            }
            catch (OperationInterruptedException gone) when (gone.ShutdownReason?.ReplyCode == NotFound)
            {
                // The broker closes the channel with this answer; one missing queue is reason enough to act.
                return [name];
            }
        }

        return left;
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) { await _connection.DisposeAsync(); }
    }

    private async Task<IConnection> ConnectionAsync(CancellationToken ct)
    {
        if (_connection is { IsOpen: true }) { return _connection; }

        await DisposeAsync();
        return _connection = await new ConnectionFactory { Uri = new Uri(connectionString), ClientProvidedName = $"{service} watch", AutomaticRecoveryEnabled = false }.CreateConnectionAsync(ct);
    }
}
