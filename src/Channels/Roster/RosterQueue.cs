using Npgsql;
using Steward.Kernel;

namespace Steward.Channels.Roster;

/// <summary>Groups whose roster is to be fetched. Asking twice before it is done is one fetch.</summary>
internal sealed class RosterQueue : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0, 1);

    /// <summary>Asks for a fetch, as part of the connection's transaction if there is one.</summary>
    public async Task AddAsync(NpgsqlConnection connection, AccountId account, BrandId brand, string chatId, DateTimeOffset dueAt, CancellationToken ct)
    {
        await using var insert = new NpgsqlCommand(
            """
            insert into roster_fetches as known (account_id, chat_id, brand_id, due_at) values ($1, $2, $3, $4)
            on conflict (account_id, chat_id) do update set due_at = least(known.due_at, excluded.due_at), attempts = 0
            """,
            connection);
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Value });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = chatId });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = dueAt.UtcDateTime });
        await insert.ExecuteNonQueryAsync(ct);
        lock (_rung)
        {
            if (_rung.CurrentCount == 0) { _rung.Release(); }
        }
    }

    /// <summary>Returns when this process asked for one, or after a while.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken ct) => _rung.WaitAsync(atMost, ct);

    public void Dispose() => _rung.Dispose();
}
