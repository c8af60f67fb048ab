using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Cases.Review;

/// <summary>How long the cases took that somebody decided.</summary>
internal sealed record ReviewTimes
{
    public required string DecidedBy { get; init; }
    public required int Decisions { get; init; }

    /// <summary>Seconds from opening until somebody first looked, median and 90th percentile.</summary>
    public required double Waited { get; init; }
    public required double WaitedLong { get; init; }

    /// <summary>Seconds from the last claim to the decision.</summary>
    public required double Took { get; init; }
    public required double TookLong { get; init; }
}

/// <summary>Waiting and working time by who decided, most decisions first. Cases that were decided before claims were counted are left out.</summary>
internal sealed class GetReviewTimesHandler(Database database)
{
    public async Task<IReadOnlyList<ReviewTimes>> HandleAsync(IReadOnlyList<BrandId> brands, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brands, ct);
        return await transaction.QueryAsync<ReviewTimes>(
            """
            select decided_by, n::int as decisions, (p_wait)[1] as waited, (p_wait)[2] as waited_long, (p_take)[1] as took, (p_take)[2] as took_long from (
                select decided_by, count(*) as n,
                       percentile_cont(array[0.5, 0.9]) within group (order by extract(epoch from first_claimed_at - opened_at)) as p_wait,
                       percentile_cont(array[0.5, 0.9]) within group (order by extract(epoch from decided_at - claimed_at)) as p_take
                from cases where brand_id = any (@brands) and state <> 'open' and decided_at >= @from and decided_at < @to and first_claimed_at is not null group by decided_by) t
            order by n desc, decided_by
            """,
            new { brands = brands.Select(brand => brand.Value).ToArray(), from, to },
            ct);
    }
}
