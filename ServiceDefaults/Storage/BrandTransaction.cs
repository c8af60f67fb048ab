using System.Data;
using Dapper;
using Npgsql;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;

namespace Steward.ServiceDefaults.Storage;

/// <summary>
/// One unit of work under row-level security: state and events commit together or not at all. Disposing without <see cref="CommitAsync"/> rolls back.
/// </summary>
public sealed class BrandTransaction : IAsyncDisposable
{
    private readonly NpgsqlTransaction _transaction;
    private readonly OutboxSignal _signal;
    private readonly TimeProvider _clock;
    private readonly List<OutboxMessage> _outbox = [];

    private BrandTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction, OutboxSignal signal, TimeProvider clock) =>
        (Connection, _transaction, _signal, _clock) = (connection, transaction, signal, clock);

    /// <summary>The connection, for COPY-free hot paths that need Npgsql itself. Commands on it run inside this transaction.</summary>
    public NpgsqlConnection Connection { get; }

    internal static async Task<BrandTransaction> BeginAsync(NpgsqlConnection connection, IReadOnlyList<BrandId> brands, OutboxSignal signal, TimeProvider clock, CancellationToken ct)
    {
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        await using var scope = new NpgsqlCommand("select set_config('app.brands', $1, true)", connection, transaction);
        scope.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"{{{string.Join(',', brands)}}}" });
        await scope.ExecuteNonQueryAsync(ct);
        return new BrandTransaction(connection, transaction, signal, clock);
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
    public NpgsqlCommand Command(string sql) => new(sql, Connection, _transaction);

    /// <summary>An event that leaves when, and only when, this transaction commits.</summary>
    public void Publish<T>(T message) where T : class => _outbox.Add(OutboxMessage.From(message, _clock.GetUtcNow()));

    /// <summary>Commits state and events.</summary>
    public async Task CommitAsync(CancellationToken ct)
    {
        await Outbox.WriteAsync(Connection, _outbox, ct);
        await _transaction.CommitAsync(ct);
        if (_outbox.Count > 0) { _signal.Set(); }
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }

    private CommandDefinition Dapper(string sql, object? args, CancellationToken ct) => new(sql, args, _transaction, cancellationToken: ct);
}
