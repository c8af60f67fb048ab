using Npgsql;
using NpgsqlTypes;

namespace Steward.ServiceDefaults.Messaging;

/// <summary>Writes events into the outbox of a transaction that is not a <see cref="Storage.BrandTransaction"/>: bulk ingest, which COPYs as its own role.</summary>
public static class Outbox
{
    /// <summary>These events leave when, and only when, the transaction commits. The role must have been granted insert on <c>outbox</c>.</summary>
    /// <param name="connection">The connection whose transaction it is.</param>
    /// <param name="messages">Events of one type, in the order in which their lanes publish them.</param>
    /// <param name="now">When; goes into their ids.</param>
    /// <param name="ct">Cancels the statement.</param>
    public static Task WriteAsync<T>(NpgsqlConnection connection, IEnumerable<T> messages, DateTimeOffset now, CancellationToken ct) where T : class =>
        WriteAsync(connection, [.. messages.Select(message => OutboxMessage.From(message, now))], ct);

    /// <summary>What writes these events.</summary>
    internal static NpgsqlBatchCommand Insert(IReadOnlyList<OutboxMessage> messages) => new("insert into outbox (message_id, urn, lane, body) select * from unnest($1, $2, $3, $4)")
    {
        Parameters =
        {
            new NpgsqlParameter<Guid[]> { TypedValue = [.. messages.Select(message => message.MessageId)] },
            new NpgsqlParameter<string[]> { TypedValue = [.. messages.Select(message => message.Urn)] },
            new NpgsqlParameter<int[]> { TypedValue = [.. messages.Select(message => message.Lane)] },
            new NpgsqlParameter<byte[][]> { TypedValue = [.. messages.Select(message => message.Body)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
        },
    };

    private static async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        if (messages.Count == 0) { return; }

        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Insert(messages) } };
        await batch.ExecuteNonQueryAsync(ct);
    }
}
