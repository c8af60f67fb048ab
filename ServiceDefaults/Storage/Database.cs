using Npgsql;
using Steward.Kernel;
using Steward.ServiceDefaults.Messaging;

namespace Steward.ServiceDefaults.Storage;

/// <summary>The service's own PostgreSQL database, as the role that row-level security binds.</summary>
public sealed class Database(NpgsqlDataSource app, NpgsqlDataSource ingest, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>Wakes this process's outbox relay when something was written and committed.</summary>
    internal OutboxSignal Outbox { get; } = new();

    /// <summary>A transaction that sees one brand.</summary>
    public Task<BrandTransaction> BeginAsync(BrandId brand, CancellationToken ct) => BeginAsync([brand], ct);

    /// <summary>A transaction that sees these brands and no others; with none it sees nothing.</summary>
    public Task<BrandTransaction> BeginAsync(IReadOnlyList<BrandId> brands, CancellationToken ct) => OnConnectionAsync(connection => BrandTransaction.BeginAsync(connection, brands, Outbox, clock, ct), ct);

    /// <summary>The transaction in which a delivery is handled; null when the consumer has handled it before.</summary>
    internal Task<BrandTransaction?> BeginHandlingAsync(BrandId brand, Delivery delivery, CancellationToken ct) =>
        OnConnectionAsync(connection => BrandTransaction.BeginHandlingAsync(connection, brand, delivery, Outbox, clock, ct), ct);

    /// <summary>A connection for technical tables that hold no brand's content (timers, cursors, the outbox). Brand-owned rows are invisible to it.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct) => app.OpenConnectionAsync(ct);

    /// <summary>A connection of the ingest role: it may insert by COPY into the ingest tables that migrations name, and nothing else. The caller stamps <c>brand_id</c>.</summary>
    public ValueTask<NpgsqlConnection> OpenIngestAsync(CancellationToken ct) => ingest.OpenConnectionAsync(ct);

    /// <summary>To be called after the commit of a transaction that used <see cref="Messaging.Outbox.WriteAsync"/>.</summary>
    public void OutboxWritten() => Outbox.Set();

    public async ValueTask DisposeAsync()
    {
        Outbox.Dispose();
        await app.DisposeAsync();
        await ingest.DisposeAsync();
    }

    /// <summary>What began keeps its connection; where nothing did, it goes back.</summary>
    private async Task<T> OnConnectionAsync<T>(Func<NpgsqlConnection, Task<T>> begin, CancellationToken ct) where T : class?
    {
        var connection = await app.OpenConnectionAsync(ct);
        T? begun = default;
        try
        {
            return begun = await begin(connection);
        }
        finally
        {
            if (begun is null) { await connection.DisposeAsync(); }
        }
    }
}
