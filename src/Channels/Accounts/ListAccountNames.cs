using Steward.Contracts.Channels.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Accounts;

/// <summary>What the accounts of some brands are called, for everybody who works with them: how they are, and what they hold, is for administrators.</summary>
internal sealed class ListAccountNames(Database database)
{
    public async Task<ListAccountNamesResponse> HandleAsync(IReadOnlyList<BrandId> brands, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brands, ct);
        var rows = await transaction.QueryAsync<Row>(
            """
            select a.account_id, a.brand_id, a.name, a.channel,
                   (select count(*)::int from groups g where g.brand_id = a.brand_id and g.account_id = a.account_id and g.dismissed_at is null) as groups
            from accounts a order by a.brand_id, a.name, a.account_id
            """,
            null,
            ct);
        var response = new ListAccountNamesResponse();
        response.Accounts.AddRange(rows.Select(row => new AccountName { AccountId = row.AccountId.ToString(), BrandId = row.BrandId.ToString(), Name = row.Name, Channel = row.Channel, Groups = row.Groups }));
        return response;
    }

    private sealed record Row
    {
        public required Guid AccountId { get; init; }
        public required Guid BrandId { get; init; }
        public required string Name { get; init; }
        public required string Channel { get; init; }
        public required int Groups { get; init; }
    }
}
