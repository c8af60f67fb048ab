using Steward.Channels.Archive;
using Steward.Channels.Callbacks;
using Steward.Channels.WeCom;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Accounts;

/// <summary>Connects an account, or changes its settings.</summary>
internal sealed partial class ConnectAccount(Database database, WeComClient wecom, SecretBox box, AccountDirectory directory, ArchiveBell bell, TimeProvider clock, ILogger<ConnectAccount> logger)
{
    public async Task<Result<string>> HandleAsync(Account account, CancellationToken ct)
    {
        if (Check(account) is { } wrong) { return wrong; }

        var proof = await wecom.ProveAsync(account.App, ct);
        if (proof.Failure is { } failure) { return failure.ToProblem(); }

        await using var transaction = await database.BeginAsync(account.Brand, ct);
        var owner = await transaction.SingleAsync<Guid>(
            "insert into account_routes as route (account_id, brand_id) values (@id, @brand) on conflict (account_id) do update set account_id = route.account_id returning brand_id",
            new { id = account.Id, brand = account.Brand },
            ct);
        if (owner != account.Brand.Value) { return AccountProblems.OtherBrand; }

        var saved = await transaction.ExecuteAsync(
            """
            insert into accounts as known (brand_id, account_id, name, base_url, corp_id, agent_id, secrets, reads, created_at)
            values (@brand, @id, @name, @url, @corp, @agent, @secrets, @reads, @now)
            on conflict (brand_id, account_id) do update
            set name = excluded.name, base_url = excluded.base_url, agent_id = excluded.agent_id, secrets = excluded.secrets, reads = excluded.reads, last_error = ''
            where known.corp_id = excluded.corp_id
            """,
            new { brand = account.Brand, id = account.Id, account.Name, url = account.BaseUrl.AbsoluteUri, corp = account.CorpId, agent = account.AgentId, secrets = box.Close(account.Secrets), account.Reads, now = clock.GetUtcNow() },
            ct);
        if (saved == 0) { return AccountProblems.OtherCorp; }

        if (account.Reads)
        {
            await transaction.ExecuteAsync("insert into archive_cursors (account_id, brand_id) values (@id, @brand) on conflict do nothing", new { id = account.Id, brand = account.Brand }, ct);
        }

        await transaction.CommitAsync(ct);
        directory.Forget(account.Id);
        bell.Ring(account.Id);
        Log.Connected(logger, account.Id, account.CorpId);
        return $"/callbacks/wecom/{account.Id}";
    }

    private static Problem? Check(Account account) => account switch
    {
        { Name.Length: 0 or > 100 } => AccountProblems.Field("name", "1 to 100 characters"),
        { BaseUrl: not { IsAbsoluteUri: true, Scheme: "http" or "https" } } => AccountProblems.Field("base_url", "an absolute http or https address"),
        { CorpId.Length: 0 or > 64 } => AccountProblems.Field("corp_id", "1 to 64 characters"),
        { AgentId: < 0 } => AccountProblems.Field("agent_id", "the number of the app"),
        { Secrets.Secret.Length: 0 or > 256 } => AccountProblems.Field("secret", "1 to 256 characters"),
        _ when !CallbackKeys.IsToken(account.Secrets.CallbackToken) => AccountProblems.Field("callback_token", "1 to 32 letters or digits"),
        _ when !CallbackKeys.IsAesKey(account.Secrets.EncodingAesKey) => AccountProblems.Field("encoding_aes_key", "43 letters or digits"),
        { Secrets.ArchiveSecret.Length: > 256 } => AccountProblems.Field("archive_secret", "at most 256 characters"),
        _ => null,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Account {Account} of corp {Corp} is connected.")]
        public static partial void Connected(ILogger logger, AccountId account, string corp);
    }
}
