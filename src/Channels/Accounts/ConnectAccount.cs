using Npgsql;
using Steward.Channels.Archive;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Accounts;

/// <summary>Connects an account, or changes its settings. What a channel asks of an account is its <see cref="IProveAccount"/>'s business.</summary>
internal sealed partial class ConnectAccount(
    Database database, IEnumerable<IProveAccount> channels, SecretBox box, AccountDirectory directory, ArchiveBell bell, TimeProvider clock, ILogger<ConnectAccount> logger)
{
    private readonly Dictionary<string, IProveAccount> _channels = channels.ToDictionary(channel => channel.Channel, StringComparer.Ordinal);

    /// <returns>The callback path below the gateway's address.</returns>
    public async Task<Result<string>> HandleAsync(Account account, CancellationToken ct)
    {
        if (Check(account) is { } wrong) { return wrong; }

        var proof = await _channels[account.Channel].ProveAsync(account, ct);
        if (proof.Failed) { return proof.Problem; }

        try
        {
            if (await KeepAsync(account with { CorpId = proof.Value }, ct) is { } refused) { return refused; }
        }
        catch (PostgresException exception) when (exception is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "accounts_app" or "accounts_archive" })
        {
            return exception.ConstraintName == "accounts_app" ? AccountProblems.AppTaken : AccountProblems.ArchiveTaken;
        }

        directory.Forget(account.Id);
        bell.Ring(account.Id);
        Log.Connected(logger, account.Id, account.Channel, proof.Value);
        return $"/callbacks/{account.Channel}/{account.Id}";
    }

    private Problem? Check(Account account) => account switch
    {
        _ when !_channels.TryGetValue(account.Channel, out _) => AccountProblems.Field("channel", $"one of {string.Join(", ", _channels.Keys.Order())}"),
        { Name.Length: 0 or > 100 } => AccountProblems.Field("name", "1 to 100 characters"),
        { BaseUrl: not { IsAbsoluteUri: true, Scheme: "http" or "https" } } => AccountProblems.Field("base_url", "an absolute http or https address"),
        _ => _channels[account.Channel].Check(account),
    };

    private async Task<Problem?> KeepAsync(Account account, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(account.Brand, ct);
        var owner = await transaction.SingleAsync<Guid>(
            "insert into account_routes as route (account_id, brand_id, channel) values (@id, @brand, @channel) on conflict (account_id) do update set account_id = route.account_id returning brand_id",
            new { id = account.Id, brand = account.Brand, account.Channel },
            ct);
        if (owner != account.Brand.Value) { return AccountProblems.OtherBrand; }

        var known = await transaction.SingleOrDefaultAsync<byte[]>("select secrets from accounts where brand_id = @brand and account_id = @id for update", new { brand = account.Brand, id = account.Id }, ct);
        var secrets = known is null ? account.Secrets : KeepOldKeys(account.Secrets, box.Open(known));
        if (await SaveAsync(account, secrets, transaction, ct) == 0) { return AccountProblems.OtherCorp; }

        if (account.Reads)
        {
            await transaction.ExecuteAsync("insert into archive_cursors (account_id, brand_id) values (@id, @brand) on conflict do nothing", new { id = account.Id, brand = account.Brand }, ct);
        }

        await transaction.CommitAsync(ct);
        return null;
    }

    private Task<int> SaveAsync(Account account, AccountSecrets secrets, BrandTransaction transaction, CancellationToken ct) => transaction.ExecuteAsync(
        """
        insert into accounts as known (brand_id, account_id, channel, name, base_url, corp_id, agent_id, suite_id, secrets, archive_mode, reads, created_at)
        values (@brand, @id, @channel, @name, @url, @corp, @agent, @suite, @secrets, @archive, @reads, @now)
        on conflict (brand_id, account_id) do update
        set name = excluded.name, base_url = excluded.base_url, agent_id = excluded.agent_id, suite_id = excluded.suite_id, secrets = excluded.secrets,
            archive_mode = excluded.archive_mode, reads = excluded.reads, last_error = ''
        where known.corp_id = excluded.corp_id and known.channel = excluded.channel
        """,
        new
        {
            brand = account.Brand, id = account.Id, account.Channel, account.Name, url = account.BaseUrl.AbsoluteUri, corp = account.CorpId, agent = account.AgentId, suite = account.SuiteId,
            secrets = box.Close(secrets), archive = account.Archive.Text(), account.Reads, now = clock.GetUtcNow(),
        },
        ct);

    /// <summary>A new key version never throws an old one away: messages of the last days still need it.</summary>
    internal static AccountSecrets KeepOldKeys(AccountSecrets secrets, AccountSecrets known) => secrets with
    {
        ArchiveKeys = known.ArchiveKeys.Where(old => !secrets.ArchiveKeys.ContainsKey(old.Key)).Concat(secrets.ArchiveKeys).ToDictionary(),
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Account {Account} of {Channel} {Corp} is connected.")]
        public static partial void Connected(ILogger logger, AccountId account, string channel, string corp);
    }
}
