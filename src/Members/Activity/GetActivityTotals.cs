using Steward.Contracts.Members.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Members.Activity;

/// <summary>What activity adds up to over some brands: every message screened, the groups that exist, the distinct external members in at least one of them.</summary>
internal sealed class GetActivityTotalsHandler(Database database)
{
    private const string Query =
        """
        select (select coalesce(sum(messages), 0)::bigint from brand_activity where brand_id = any (@brands)) as messages,
               (select count(*) from groups where brand_id = any (@brands) and dismissed_at is null) as groups,
               (select count(*) from members where brand_id = any (@brands) and groups_now > 0 and not staff) as members
        """;

    public async Task<GetActivityTotalsResponse> Handle(IReadOnlyList<BrandId> brands, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brands, ct);
        var totals = await transaction.SingleAsync<Row>(Query, new { brands = brands.Select(brand => brand.Value).ToArray() }, ct);
        return new GetActivityTotalsResponse { Messages = totals.Messages, Groups = totals.Groups, Members = totals.Members };
    }

    private sealed record Row
    {
        public long Messages { get; init; }

        public long Groups { get; init; }

        public long Members { get; init; }
    }
}
