using Steward.Channels.Accounts;
using Steward.Channels.WeCom;
using Steward.Contracts.Channels.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;
using Account = Steward.Channels.Accounts.Account;

namespace Steward.Channels.Roster;

/// <summary>Reads every group of an account. A group that cannot be read is counted and does not touch its neighbours.</summary>
internal sealed partial class SyncRoster(AccountDirectory accounts, WeComClient wecom, StoreRoster store, Database database, ILogger<SyncRoster> logger)
{
    private const int AtOnce = 8;

    public async Task<Result<SyncRosterResponse>> HandleAsync(BrandId brand, AccountId id, CancellationToken ct)
    {
        if (await accounts.FindAsync(id, ct) is not { } account || account.Brand != brand) { return AccountProblems.Unknown(id); }

        if (account.Channel != "wecom") { return AccountProblems.NoGroupList(account.Channel); }

        var listed = await wecom.ListGroupsAsync(account.App, ct);
        if (listed.Failure is { } failure)
        {
            await accounts.ReportAsync(account, failure.ToString(), ct);
            return failure.ToProblem();
        }

        var response = new SyncRosterResponse();
        // What we know and WeCom lists no more is read too: only its own answer says that a group is gone.
        var chats = listed.Value!.Union(await KnownAsync(account, ct)).ToArray();
        await Parallel.ForEachAsync(chats, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (chatId, token) =>
        {
            var (members, failed) = await OneAsync(account, chatId, token);
            lock (response)
            {
                response.Groups += members > 0 ? 1 : 0;
                response.Memberships += members;
                response.FailedGroups += failed ? 1 : 0;
            }
        });
        await accounts.ReportAsync(account, "", ct);
        return response;
    }

    private async Task<(int Members, bool Failed)> OneAsync(Account account, string chatId, CancellationToken ct)
    {
        try
        {
            var outcome = await store.HandleAsync(account, chatId, bulk: true, ct);
            if (outcome.Failure is { } failure) { Log.Refused(logger, chatId, failure.ToString()); }

            return (outcome.Members, outcome.Failure is not null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.Failed(logger, chatId, exception);
            return (0, true);
        }
    }

    private async Task<IReadOnlyList<string>> KnownAsync(Account account, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(account.Brand, ct);
        return await transaction.QueryAsync<string>(
            "select chat_id from groups where brand_id = @brand and account_id = @account and dismissed_at is null", new { brand = account.Brand, account = account.Id }, ct);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Group {Chat} cannot be read: {Reason}.")]
        public static partial void Refused(ILogger logger, string chat, string reason);

        [LoggerMessage(2, LogLevel.Error, "Group {Chat} cannot be stored.")]
        public static partial void Failed(ILogger logger, string chat, Exception exception);
    }
}
