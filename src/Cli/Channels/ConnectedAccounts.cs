using Steward.Contracts.Channels.V1;
using Steward.Contracts.Members.V1;

namespace Steward.Cli.Channels;

/// <summary>The accounts that a command is about.</summary>
internal static class ConnectedAccounts
{
    /// <summary>All accounts of all brands, or the named one.</summary>
    public static async Task<IReadOnlyList<Account>> OfAsync(Suite suite, Guid? only, CancellationToken ct)
    {
        // The command line's scope has no list of brands, so each is asked about by name.
        var all = new List<Account>();
        foreach (var brand in (await suite.Client<BrandService.BrandServiceClient>().ListBrandsAsync(new ListBrandsRequest(), cancellationToken: ct)).Brands)
        {
            all.AddRange((await suite.Client<AccountService.AccountServiceClient>().ListAccountsAsync(new ListAccountsRequest { BrandId = brand.BrandId }, cancellationToken: ct)).Accounts);
        }

        if (only is not { } id) { return all.Count > 0 ? all : throw new UserException("No account is connected. platformctl channels connect FILE connects one."); }

        return [all.FirstOrDefault(account => account.AccountId == id.ToString()) ?? throw new UserException($"There is no account {id}. Connected are: {string.Join(", ", all.Select(account => account.AccountId))}.")];
    }
}
