using Steward.Channels.Accounts;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Commands;

/// <summary>What the channel calls the things that acts made: an act asks for its own, and must not take another's for it.</summary>
internal sealed class CallIds(Database database)
{
    /// <summary>The id of what this act made; empty when it is not known.</summary>
    public async Task<string> OfAsync(Account account, Guid act, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(account.Brand, ct);
        return await transaction.SingleOrDefaultAsync<string>("select external_id from command_calls where brand_id = @brand and command_id = @act and call_no = 0", new { brand = account.Brand, act }, ct) ?? "";
    }

    /// <summary>Those of these ids that acts of the account know for their own.</summary>
    public async Task<IReadOnlySet<string>> TakenAsync(Account account, string[] ids, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(account.Brand, ct);
        return (await transaction.QueryAsync<string>(
            "select external_id from command_calls where brand_id = @brand and account_id = @account and external_id = any (@ids) and external_id <> ''", new { brand = account.Brand, account = account.Id, ids }, ct))
            .ToHashSet(StringComparer.Ordinal);
    }
}
