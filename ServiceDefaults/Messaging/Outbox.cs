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

    internal static async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        if (messages.Count == 0) { return; }

        await using var insert = new NpgsqlCommand("insert into outbox (message_id, urn, lane, body) select * from unnest($1, $2, $3, $4)", connection);
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. messages.Select(message => message.MessageId)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. messages.Select(message => message.Urn)] });
        insert.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. messages.Select(message => message.Lane)] });
        insert.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. messages.Select(message => message.Body)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        await insert.ExecuteNonQueryAsync(ct);
    }
}
