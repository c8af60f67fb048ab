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
        var connection = await ConnectionAsync(ct);
        var left = new List<string>();
        var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        try
        {
            foreach (var name in names)
            {
                // The broker closes a channel with the answer below.
                if (!channel.IsOpen) { channel = await AnotherAsync(connection, channel, ct); }

                if (await IsLeftAloneAsync(channel, name, ct)) { left.Add(name); }
            }
        }
        finally
        {
            await channel.DisposeAsync();
        }

        return left;
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) { await _connection.DisposeAsync(); }
    }

    private static async Task<bool> IsLeftAloneAsync(IChannel channel, string name, CancellationToken ct)
    {
        try
        {
            return await channel.ConsumerCountAsync(name, ct) == 0;
        }
        catch (OperationInterruptedException answer) when (answer.ShutdownReason?.ReplyCode == NotFound)
        {
            return true;
        }
    }

    private static async Task<IChannel> AnotherAsync(IConnection connection, IChannel closed, CancellationToken ct)
    {
        await closed.DisposeAsync();
        return await connection.CreateChannelAsync(cancellationToken: ct);
    }

    private async Task<IConnection> ConnectionAsync(CancellationToken ct)
    {
        if (_connection is { IsOpen: true }) { return _connection; }

        await DisposeAsync();
        return _connection = await new ConnectionFactory { Uri = new Uri(connectionString), ClientProvidedName = $"{service} watch", AutomaticRecoveryEnabled = false }.CreateConnectionAsync(ct);
    }
}
