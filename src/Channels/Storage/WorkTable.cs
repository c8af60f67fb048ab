using Npgsql;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Storage;

/// <summary>Something to do for an account, taken by this replica.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Brand">The account's.</param>
/// <param name="Key">What: unique within the account.</param>
/// <param name="Attempts">How often it was taken since somebody asked for it, this time included.</param>
/// <param name="LeasedUntil">When another replica may take it.</param>
internal sealed record WorkItem(AccountId Account, BrandId Brand, string Key, int Attempts, DateTime LeasedUntil);

/// <summary>
/// Things to do for accounts, in a table (account_id, a key, brand_id, due_at, attempts). Asking twice before it is done is once. A row is taken by moving its due time, so a replica that dies leaves
/// it to the others; it is deleted only if nobody asked again in the meantime.
/// </summary>
/// <param name="table">The table; its name and its key's are constants of the program.</param>
/// <param name="key">The key's column.</param>
/// <param name="database">Where it is.</param>
/// <param name="clock">Says what is due.</param>
internal abstract class WorkTable(string table, string key, Database database, TimeProvider clock) : IDisposable
{
    private readonly Bell _bell = new();

    /// <summary>Asks for something, as part of the connection's transaction if there is one.</summary>
    public Task AddAsync(NpgsqlConnection connection, AccountId account, BrandId brand, string what, DateTimeOffset dueAt, CancellationToken ct) =>
        AddAsync(connection, [(account, brand, what)], dueAt, ct);

    /// <summary>The same for several.</summary>
    public async Task AddAsync(NpgsqlConnection connection, IReadOnlyCollection<(AccountId Account, BrandId Brand, string Key)> all, DateTimeOffset dueAt, CancellationToken ct)
    {
        if (all.Count == 0) { return; }

        // In one order everywhere, so that two who ask for the same wait for each other instead of deadlocking.
        var asked = all.Distinct().OrderBy(one => one.Account.Value).ThenBy(one => one.Key, StringComparer.Ordinal).ToArray();
        await using var insert = new NpgsqlCommand(
            $"""
            insert into {table} as known (account_id, brand_id, {key}, due_at) select account_id, brand_id, key, $4 from unnest($1, $2, $3) as asked (account_id, brand_id, key)
            on conflict (account_id, {key}) do update set due_at = least(known.due_at, excluded.due_at), attempts = 0
            """,
            connection);
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(asked, one => one.Account.Value) });
        insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(asked, one => one.Brand.Value) });
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(asked, one => one.Key) });
        insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = dueAt.UtcDateTime });
        await insert.ExecuteNonQueryAsync(ct);
        _bell.Ring();
    }

    /// <summary>Returns when this process asked for something, or after a while.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken ct) => _bell.WaitAsync(atMost, ct);

    /// <summary>Takes what has been due longest.</summary>
    public async Task<IReadOnlyList<WorkItem>> TakeAsync(int most, TimeSpan lease, CancellationToken ct)
    {
        // PostgreSQL keeps microseconds: the lease must read back as it was written.
        var now = Microseconds(clock.GetUtcNow().UtcDateTime);
        await using var connection = await database.OpenAsync(ct);
        await using var take = new NpgsqlCommand(
            $"""
            update {table} set due_at = $2, attempts = attempts + 1
            where (account_id, {key}) in (select account_id, {key} from {table} where due_at <= $1 order by due_at limit $3 for update skip locked)
            returning account_id, brand_id, {key}, attempts
            """,
            connection);
        take.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
        take.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now + lease });
        take.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        await using var reader = await take.ExecuteReaderAsync(ct);
        var taken = new List<WorkItem>();
        while (await reader.ReadAsync(ct)) { taken.Add(new WorkItem(new AccountId(reader.GetGuid(0)), new BrandId(reader.GetGuid(1)), reader.GetString(2), reader.GetInt32(3), now + lease)); }

        return taken;
    }

    /// <summary>It is done, or given up. Whoever asked again in the meantime has set the attempts back, whoever took it after the lease has moved the due time: then it stays.</summary>
    public async Task DoneAsync(WorkItem item, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var done = new NpgsqlCommand($"delete from {table} where account_id = $1 and {key} = $2 and due_at = $3 and attempts = $4", connection);
        await RunAsync(done, item, ct);
    }

    /// <summary>It is to be tried again, unless somebody asked for it sooner.</summary>
    public async Task LaterAsync(WorkItem item, TimeSpan after, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var later = new NpgsqlCommand($"update {table} set due_at = $5 where account_id = $1 and {key} = $2 and due_at = $3 and attempts = $4", connection);
        await RunAsync(later, item, ct, new NpgsqlParameter<DateTime> { TypedValue = clock.GetUtcNow().UtcDateTime + after });
    }

    /// <summary>Nothing of an account is tried before then, whether it is due or taken.</summary>
    public async Task DeferAsync(AccountId account, DateTimeOffset until, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var defer = new NpgsqlCommand($"update {table} set due_at = $2 where account_id = $1 and due_at < $2", connection);
        defer.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.Value });
        defer.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = until.UtcDateTime });
        await defer.ExecuteNonQueryAsync(ct);
    }

    public void Dispose()
    {
        _bell.Dispose();
        GC.SuppressFinalize(this);
    }

    private static async Task RunAsync(NpgsqlCommand command, WorkItem item, CancellationToken ct, params NpgsqlParameter[] more)
    {
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = item.Account.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = item.Key });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = item.LeasedUntil });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = item.Attempts });
        command.Parameters.AddRange(more);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static DateTime Microseconds(DateTime moment) => new(moment.Ticks - moment.Ticks % 10, DateTimeKind.Utc);
}
