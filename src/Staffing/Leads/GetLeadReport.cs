using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Leads;

/// <summary>What became of the leads that were handed over in a time, by brand and seller.</summary>
internal sealed class GetLeadReport(Database database)
{
    public async Task<IReadOnlyList<Line>> HandleAsync(IReadOnlyList<BrandId> brands, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brands, ct);
        return await transaction.QueryAsync<Line>(
            """
            select brand_id, owner_id, count(*)::int as handed, (count(*) filter (where follow = 'hit'))::int as in_time, (count(*) filter (where follow = 'missed'))::int as late,
                   (count(*) filter (where state = 'returned'))::int as returned, (count(*) filter (where state = 'won'))::int as won, (count(*) filter (where state = 'lost'))::int as lost,
                   (count(*) filter (where state in ('new', 'following')))::int as open, coalesce(sum(amount_fen), 0)::bigint as amount_fen,
                   percentile_cont(0.5) within group (order by extract(epoch from followed_at - handed_at)) as median_seconds
            from leads where brand_id = any (@ids) and handed_at >= @from and handed_at < @until group by brand_id, owner_id order by brand_id, owner_id
            """,
            new { ids = brands.Select(brand => brand.Value).ToArray(), from, until },
            ct);
    }

    /// <summary>handed = in time + late + those that are new still; handed = open + won + lost + returned.</summary>
    internal sealed record Line
    {
        public Guid BrandId { get; init; }
        public Guid OwnerId { get; init; }
        public int Handed { get; init; }
        public int InTime { get; init; }
        public int Late { get; init; }
        public int Returned { get; init; }
        public int Won { get; init; }
        public int Lost { get; init; }
        public int Open { get; init; }
        public long AmountFen { get; init; }

        /// <summary>Until the member was spoken to, by the clock on the wall; null: nobody was.</summary>
        public double? MedianSeconds { get; init; }
    }
}
