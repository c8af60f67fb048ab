using Steward.Contracts.Channels.V1;

namespace Steward.Cli.Channels;

/// <summary>The accounts that a command is about.</summary>
internal static class ConnectedAccounts
{
    /// <summary>All accounts, or the named one.</summary>
    public static async Task<IReadOnlyList<Account>> OfAsync(Suite suite, Guid? only, CancellationToken ct)
    {
        var all = (await suite.Client<AccountService.AccountServiceClient>().ListAccountsAsync(new ListAccountsRequest(), cancellationToken: ct)).Accounts;
        if (only is not { } id) { return all.Count > 0 ? all : throw new UserException("No account is connected."); }

        return [all.FirstOrDefault(account => account.AccountId == id.ToString()) ?? throw new UserException($"There is no account {id}. Connected are: {string.Join(", ", all.Select(account => account.AccountId))}.")];
    }
}
