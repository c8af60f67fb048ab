using Dapper;
using Npgsql;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;

namespace Steward.ServiceDefaults.Storage;

/// <summary>
/// One unit of work under row-level security: state and events commit together or not at all. Disposing without <see cref="CommitAsync"/> rolls back.
/// What begins it goes to the server at once, and so does what ends it: most of what a short transaction costs, on both sides, is one side waking up the other.
/// </summary>
public sealed class BrandTransaction : IAsyncDisposable
{
    private const string Begin = "begin isolation level read committed";
    private const string Commit = "commit";
    private const string Scope = "select set_config('app.brands', $1, true)";

    /// <summary>
    /// An event's handler runs the same few statements for ever, over arrays of every length: PostgreSQL takes a plan made for those of the moment for the cheaper one and plans them anew each time, which took longer than some of them run.
    /// </summary>
    private const string ScopeOfHandler = $"{Scope}, set_config('plan_cache_mode', 'force_generic_plan', true)";

    private readonly OutboxSignal _signal;
    private readonly TimeProvider _clock;
    private readonly List<OutboxMessage> _outbox = [];
    private readonly List<NpgsqlBatchCommand> _atCommit = [];

    private BrandTransaction(NpgsqlConnection connection, OutboxSignal signal, TimeProvider clock) => (Connection, _signal, _clock) = (connection, signal, clock);

    /// <summary>The connection, for COPY-free hot paths that need Npgsql itself. Commands on it run inside this transaction.</summary>
    public NpgsqlConnection Connection { get; }

    internal static async Task<BrandTransaction> BeginAsync(NpgsqlConnection connection, IReadOnlyList<BrandId> brands, OutboxSignal signal, TimeProvider clock, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(Begin), ScopeTo(brands, Scope) } };
        await batch.ExecuteNonQueryAsync(ct);
        return new BrandTransaction(connection, signal, clock);
    }

    /// <returns>The transaction in which a consumer handles a delivery; null when it has handled it before.</returns>
    internal static async Task<BrandTransaction?> BeginHandlingAsync(NpgsqlConnection connection, BrandId brand, Delivery delivery, OutboxSignal signal, TimeProvider clock, CancellationToken ct)
    {
        var first = delivery.Remember();
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(Begin), ScopeTo([brand], ScopeOfHandler), first } };
        await batch.ExecuteNonQueryAsync(ct);
        return first.RecordsAffected == 1 ? new BrandTransaction(connection, signal, clock) : null;
    }

    /// <summary>Rows of a query, mapped by column name to the constructor or properties of <typeparamref name="T"/>.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args, CancellationToken ct) =>
        (await Connection.QueryAsync<T>(Dapper(sql, args, ct))).AsList();

    /// <summary>The only row, or the type's default when there is none.</summary>
    public Task<T?> SingleOrDefaultAsync<T>(string sql, object? args, CancellationToken ct) => Connection.QuerySingleOrDefaultAsync<T>(Dapper(sql, args, ct));

    /// <summary>The only row.</summary>
    public Task<T> SingleAsync<T>(string sql, object? args, CancellationToken ct) => Connection.QuerySingleAsync<T>(Dapper(sql, args, ct));

    /// <summary>Runs a statement and tells how many rows it touched.</summary>
    public Task<int> ExecuteAsync(string sql, object? args, CancellationToken ct) => Connection.ExecuteAsync(Dapper(sql, args, ct));

    /// <summary>A raw command for hot paths: set-based SQL over arrays, no reflection.</summary>
    public NpgsqlCommand Command(string sql) => new(sql, Connection);

    /// <summary>
    /// A statement of whose answer nobody needs more than that it did not fail: it goes to the server with the commit, in one go with the others, in the order in which they came. Until then the transaction's own queries do not see
    /// what it does, and it holds no lock: who wants to read it, or takes a lock that others take after it, calls <see cref="SendAsync"/> first.
    /// </summary>
    public void AtCommit(NpgsqlBatchCommand statement) => _atCommit.Add(statement);

    /// <summary>Runs what waits for the commit now.</summary>
    public async Task SendAsync(CancellationToken ct)
    {
        if (_atCommit.Count == 0) { return; }

        await RunAsync(_atCommit, ct);
        _atCommit.Clear();
    }

    /// <summary>An event that leaves when, and only when, this transaction commits.</summary>
    public void Publish<T>(T message) where T : class => _outbox.Add(OutboxMessage.From(message, _clock.GetUtcNow()));

    /// <summary>Commits state and events.</summary>
    public async Task CommitAsync(CancellationToken ct)
    {
        if (_outbox.Count > 0) { _atCommit.Add(Outbox.Insert(_outbox)); }

        // One of them that fails leaves out all that come after it, the commit first of all.
        _atCommit.Add(new NpgsqlBatchCommand(Commit));
        await RunAsync(_atCommit, ct);
        if (_outbox.Count > 0) { _signal.Set(); }
    }

    /// <summary>A connection that comes back to its pool within a transaction is rolled back there.</summary>
    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    private static NpgsqlBatchCommand ScopeTo(IReadOnlyList<BrandId> brands, string sql) => new(sql) { Parameters = { new NpgsqlParameter<string> { TypedValue = $"{{{string.Join(',', brands)}}}" } } };

    private async Task RunAsync(List<NpgsqlBatchCommand> statements, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(Connection);
        foreach (var statement in statements) { batch.BatchCommands.Add(statement); }

        await batch.ExecuteNonQueryAsync(ct);
    }

    private static CommandDefinition Dapper(string sql, object? args, CancellationToken ct) => new(sql, args, cancellationToken: ct);
}
