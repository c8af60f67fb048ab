using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Steward.ServiceDefaults.Messaging;

/// <summary>The queues that this process should be taking from, as the broker sees them. A connection of its own: the bus's may be the one that is dead.</summary>
internal sealed class ConsumedQueues(string service, IReadOnlyList<string> names, string connectionString)
{
    private const ushort NotFound = 404;

    /// <summary>Those that nobody, in any replica, takes from.</summary>
    public async Task<IReadOnlyList<string>> LeftAloneAsync(CancellationToken ct)
    {
        var factory = new ConnectionFactory { Uri = new Uri(connectionString), ClientProvidedName = $"{service} watch", AutomaticRecoveryEnabled = false };
        await using var connection = await factory.CreateConnectionAsync(ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
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
}
