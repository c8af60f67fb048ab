using System.Collections.Concurrent;
using Npgsql;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Accounts;

/// <summary>
/// Accounts by their id alone, for callers who know no brand yet. Remembers them for ten seconds, after which another replica's change shows: one caller then
/// asks the database, the others go on with what is known, so that a storm of callbacks is none of questions.
/// </summary>
internal sealed class AccountDirectory(Database database, SecretBox secrets, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<AccountId, Known> _known = new();

    /// <summary>The account, or null when it is not connected.</summary>
    public async Task<Account?> FindAsync(AccountId id, CancellationToken ct)
    {
        if (_known.TryGetValue(id, out var known) && (known.Until > clock.GetUtcNow() || !known.TryRenew())) { return known.Account; }

        try
        {
            return await ReadAsync(id, ct);
        }
        catch
        {
            known?.RenewLater();
            throw;
        }
    }

    private async Task<Account?> ReadAsync(AccountId id, CancellationToken ct)
    {
        if (await BrandOfAsync(id, ct) is not { } brand) { return null; }

        await using var transaction = await database.BeginAsync(brand, ct);
        var row = await transaction.SingleOrDefaultAsync<Row>(
            "select name, base_url, channel, corp_id, agent_id, suite_id, archive_mode, secrets from accounts where brand_id = @brand and account_id = @id", new { brand, id }, ct);
        if (row is null) { return null; }

        var account = new Account(id, brand, row.Name, new Uri(row.BaseUrl), row.CorpId, row.AgentId, secrets.Open(row.Secrets))
        {
            Channel = row.Channel,
            SuiteId = row.SuiteId,
            Archive = ArchiveModes.TryParse(row.ArchiveMode, out var mode) ? mode : throw new InvalidOperationException($"Account {id} has the unknown archive mode {row.ArchiveMode}."),
        };
        _known[id] = new Known(account, clock.GetUtcNow() + Fresh);
        return account;
    }

    /// <summary>Makes a change of this replica show at once.</summary>
    public void Forget(AccountId id) => _known.TryRemove(id, out _);

    /// <summary>Whose account it is.</summary>
    public async Task<BrandId?> BrandOfAsync(AccountId id, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var query = new NpgsqlCommand("select brand_id from account_routes where account_id = $1", connection);
        query.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id.Value });
        return await query.ExecuteScalarAsync(ct) is Guid brand ? new BrandId(brand) : null;
    }

    /// <summary>Shows, or clears, what is wrong with an account.</summary>
    public async Task ReportAsync(Account account, string error, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(account.Brand, ct);
        await transaction.ExecuteAsync(
            "update accounts set last_error = @error where brand_id = @brand and account_id = @id and last_error <> @error",
            new { brand = account.Brand, id = account.Id, error = error.Length > 300 ? error[..300] : error },
            ct);
        await transaction.CommitAsync(ct);
    }

    private sealed class Known(Account account, DateTimeOffset until)
    {
        private int _renewing;

        public Account Account => account;

        public DateTimeOffset Until => until;

        /// <summary>True for the one caller who asks again.</summary>
        public bool TryRenew() => Interlocked.Exchange(ref _renewing, 1) == 0;

        public void RenewLater() => Volatile.Write(ref _renewing, 0);
    }

    private sealed record Row
    {
        public required string Name { get; init; }
        public required string BaseUrl { get; init; }
        public required string Channel { get; init; }
        public required string SuiteId { get; init; }
        public required string ArchiveMode { get; init; }
        public required string CorpId { get; init; }
        public required long AgentId { get; init; }
        public required byte[] Secrets { get; init; }
    }
}
