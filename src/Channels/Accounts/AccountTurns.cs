using Npgsql;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Accounts;

/// <summary>
/// Which accounts this replica reads: advisory locks on one connection, lost with it. They save double work only; that nothing is stored twice is
/// the cursor's doing.
/// </summary>
internal sealed class AccountTurns(Database database) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly HashSet<AccountId> _held = [];
    private NpgsqlConnection? _connection;
    private bool _over;

    /// <summary>Whether it is this replica's turn with the account; never again after <see cref="ReleaseAsync"/>.</summary>
    public async Task<bool> MineAsync(AccountId account, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            if (_over) { return false; }

            if (_connection is { State: System.Data.ConnectionState.Open } && _held.Contains(account)) { return true; }

            if (_connection is not { State: System.Data.ConnectionState.Open }) { await ReopenAsync(ct); }

            await using var take = new NpgsqlCommand("select pg_try_advisory_lock(hashtext('account'), hashtext($1))", _connection);
            take.Parameters.Add(new NpgsqlParameter<string> { TypedValue = account.ToString() });
            if (await take.ExecuteScalarAsync(ct) is not true) { return false; }

            _held.Add(account);
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Lets the other replicas read at once. The process stops: a reader that stops later than the one who calls this must not take a turn again that nobody would give back.
    /// </summary>
    public async Task ReleaseAsync()
    {
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            _over = true;
            await CloseAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ReleaseAsync();
        _gate.Dispose();
    }

    private async Task ReopenAsync(CancellationToken ct)
    {
        await CloseAsync();
        _connection = await database.OpenAsync(ct);
    }

    /// <summary>The pool does not reset connections: give the locks back before it gets this one.</summary>
    private async Task CloseAsync()
    {
        _held.Clear();
        if (_connection is null) { return; }

        if (_connection.State is System.Data.ConnectionState.Open)
        {
            await using var free = new NpgsqlCommand("select pg_advisory_unlock_all()", _connection);
            await free.ExecuteNonQueryAsync();
        }

        await _connection.DisposeAsync();
        _connection = null;
    }
}
