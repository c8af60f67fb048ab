using System.Collections.Concurrent;
using Steward.Contracts.Channels.V1;
using Steward.Contracts.Members.V1;

namespace Steward.Console.Shared;

/// <summary>Names of channel accounts, kept for the circuit. Only administrators may list accounts; for others, and until they are read, a short id stands for the name.</summary>
internal sealed class AccountBook(AccountService.AccountServiceClient client, GroupService.GroupServiceClient groups)
{
    private const int MostGroups = 500;

    private readonly ConcurrentDictionary<string, Account> _known = new();

    public string NameOf(string id) => id.Length == 0 ? "–" : _known.TryGetValue(id, out var account) ? account.Name : BrandBook.ShortId(id);

    /// <summary>What is known without the right to list accounts: those that the groups belong to, with how many they have.</summary>
    /// <exception cref="Grpc.Core.RpcException">Members is down, or refuses.</exception>
    public async Task<IReadOnlyList<Account>> OfGroupsAsync(IReadOnlyList<string> brands, CancellationToken ct)
    {
        var answers = await Task.WhenAll(brands.Select(brand => groups.ListGroupsAsync(new ListGroupsRequest { BrandId = brand, PageSize = MostGroups }, cancellationToken: ct).ResponseAsync));
        return
        [
            .. from answer in answers
               from one in answer.Groups
               where one.AccountId.Length > 0
               group one by (one.BrandId, one.AccountId) into mine
               select new Account { BrandId = mine.Key.BrandId, AccountId = mine.Key.AccountId, Groups = mine.Count() },
        ];
    }

    /// <summary>Reads the accounts of some brands anew; the caller must be an administrator.</summary>
    /// <exception cref="Grpc.Core.RpcException">Channels is down, or refuses.</exception>
    public async Task<IReadOnlyList<Account>> LoadAsync(IReadOnlyList<string> brands, CancellationToken ct)
    {
        var answers = await Task.WhenAll(brands.Select(brand => client.ListAccountsAsync(new ListAccountsRequest { BrandId = brand }, cancellationToken: ct).ResponseAsync));
        Account[] accounts = [.. answers.SelectMany(answer => answer.Accounts)];
        foreach (var account in accounts) { _known[account.AccountId] = account; }

        return accounts;
    }
}
