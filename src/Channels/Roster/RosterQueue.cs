using Npgsql;
using Steward.Kernel;

namespace Steward.Channels.Roster;

/// <summary>Groups whose roster is to be fetched. Asking twice before it is done is one fetch.</summary>
internal sealed class RosterQueue : IDisposable
{
    private readonly Bell _bell = new();

    /// <summary>Asks for a fetch, as part of the connection's transaction if there is one.</summary>
    public Task AddAsync(NpgsqlConnection connection, AccountId account, BrandId brand, string chatId, DateTimeOffset dueAt, CancellationToken ct) =>
        AddAsync(connection, brand, [(account, chatId)], dueAt, ct);

    /// <summary>The same for several groups.</summary>
    public async Task AddAsync(NpgsqlConnection connection, BrandId brand, IReadOnlyCollection<(AccountId Account, string ChatId)> groups, DateTimeOffset dueAt, CancellationToken ct)
    {
        if (groups.Count == 0) { return; }

        // In one order everywhere, so that two who ask for the same groups wait for each other instead of deadlocking.
        var asked = groups.Distinct().OrderBy(group => group.Account.Value).ThenBy(group => group.ChatId, StringComparer.Ordinal).ToArray();
        await using var insert = new NpgsqlCommand(
            """
            insert into roster_fetches as known (account_id, chat_id, brand_id, due_at) select account_id, chat_id, $3, $4 from unnest($1, $2) as asked (account_id, chat_id)
            on conflict (account_id, chat_id) do update set due_at = least(known.due_at, excluded.due_at), attempts = 0
            """,
            connection);
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. asked.Select(group => group.Account.Value)] });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. asked.Select(group => group.ChatId)] });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = dueAt.UtcDateTime });
        await insert.ExecuteNonQueryAsync(ct);
        _bell.Ring();
    }

    /// <summary>Returns when this process asked for one, or after a while.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken ct) => _bell.WaitAsync(atMost, ct);

    public void Dispose() => _bell.Dispose();
}
