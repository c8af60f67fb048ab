using Steward.Contracts.Channels.V1;

namespace Steward.Console.Shared;

/// <summary>Names of channel accounts, kept for the circuit. Until they are read, a short id stands for a name.</summary>
internal sealed class AccountBook(AccountService.AccountServiceClient client)
{
    private Dictionary<string, AccountName> _known = [];

    public string NameOf(string id) => id.Length == 0 ? "–" : _known.TryGetValue(id, out var account) ? account.Name : BrandBook.ShortId(id);

    /// <summary>What is known of some brands' accounts, by name.</summary>
    public IReadOnlyList<AccountName> Of(IReadOnlyCollection<string> brands) =>
        [.. _known.Values.Where(account => brands.Contains(account.BrandId)).OrderBy(account => account.Name, StringComparer.Ordinal).ThenBy(account => account.AccountId, StringComparer.Ordinal)];

    /// <summary>Reads the names of some brands' accounts, unless they are known.</summary>
    /// <exception cref="Grpc.Core.RpcException">Channels is down, or refuses.</exception>
    public Task LoadAsync(IReadOnlyCollection<string> brands, CancellationToken ct) => brands.All(brand => _known.Values.Any(account => account.BrandId == brand)) ? Task.CompletedTask : ReadAsync(brands, ct);

    /// <summary>Reads them anew: an account may have been connected or renamed.</summary>
    /// <exception cref="Grpc.Core.RpcException">Channels is down, or refuses.</exception>
    public async Task ReadAsync(IReadOnlyCollection<string> brands, CancellationToken ct)
    {
        var answers = await Task.WhenAll(brands.Select(brand => client.ListAccountNamesAsync(new ListAccountNamesRequest { BrandId = brand }, cancellationToken: ct).ResponseAsync));
        _known = _known.Values.Where(account => !brands.Contains(account.BrandId)).Concat(answers.SelectMany(answer => answer.Accounts)).ToDictionary(account => account.AccountId);
    }

    /// <summary>How the accounts of some brands are; the caller must be an administrator.</summary>
    /// <exception cref="Grpc.Core.RpcException">Channels is down, or refuses.</exception>
    public async Task<IReadOnlyList<Account>> HealthAsync(IReadOnlyCollection<string> brands, CancellationToken ct)
    {
        var answers = await Task.WhenAll(brands.Select(brand => client.ListAccountsAsync(new ListAccountsRequest { BrandId = brand }, cancellationToken: ct).ResponseAsync));
        return [.. answers.SelectMany(answer => answer.Accounts)];
    }
}
