using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.ServiceLevels;

/// <summary>How what was asked within a time was answered. All counts are of matters that had a deadline.</summary>
internal sealed record ReportLine
{
    public required Guid BrandId { get; init; }

    /// <summary>The operator's id, or the day in the brand's zone; empty by brand.</summary>
    public required string Part { get; init; }
    public required int Items { get; init; }
    public required int ResponseHit { get; init; }
    public required int ResponseMissed { get; init; }

    /// <summary>Waits for its first answer and is overdue: missed too, but not over yet.</summary>
    public required int Overdue { get; init; }
    public required int ResolutionHit { get; init; }
    public required int ResolutionMissed { get; init; }

    /// <summary>Further answers in time and late; a matter may have several.</summary>
    public required int NextHit { get; init; }
    public required int NextMissed { get; init; }

    /// <summary>Median and 90th percentile of the time to the first answer, by the clock on the wall, in seconds; null: nothing was answered.</summary>
    public double? MedianSeconds { get; init; }
    public double? NinetiethSeconds { get; init; }
}

/// <summary>Counts hits and misses by brand, operator or day.</summary>
internal sealed class GetReport(Database database, TimeProvider clock)
{
    public const int MostDays = 92;
    public const string ByBrand = "brand";
    public const string ByOperator = "operator";
    public const string ByDay = "day";

    public async Task<Result<IReadOnlyList<ReportLine>>> HandleAsync(IReadOnlyList<BrandId> brands, string by, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        if (by is not (ByBrand or ByOperator or ByDay)) { return ServiceLevelProblems.UnknownPart; }

        if (until <= from || until - from > TimeSpan.FromDays(MostDays)) { return ServiceLevelProblems.BadSpan(MostDays); }

        await using var transaction = await database.BeginAsync(brands, ct);
        var rows = await transaction.QueryAsync<ReportLine>(
            """
            select item.brand_id, case @by when 'operator' then item.operator_id when 'day' then to_char(item.opened_at at time zone coalesce(level.zone, 'Asia/Shanghai'), 'YYYY-MM-DD') else '' end as part,
                   count(*)::int as items, count(*) filter (where response = 'hit')::int as response_hit, count(*) filter (where response = 'missed')::int as response_missed,
                   count(*) filter (where response = '' and state <> 'resolved' and response_due_at < @now)::int as overdue,
                   count(*) filter (where resolution_level = 'hit')::int as resolution_hit, count(*) filter (where resolution_level = 'missed')::int as resolution_missed,
                   coalesce(sum(next_hit), 0)::int as next_hit, coalesce(sum(next_missed), 0)::int as next_missed,
                   percentile_cont(0.5) within group (order by extract(epoch from responded_at - opened_at)) as median_seconds,
                   percentile_cont(0.9) within group (order by extract(epoch from responded_at - opened_at)) as ninetieth_seconds
            from work_items item
            left join lateral (select own.level -> 'Hours' ->> 'Zone' as zone from service_levels own where own.brand_id = item.brand_id order by own.version desc limit 1) level on @by = 'day'
            where item.brand_id = any (@ids) and item.opened_at >= @from and item.opened_at < @until and item.response_due_at is not null
            group by 1, 2 order by 1, 2
            """,
            new { ids = brands.Select(brand => brand.Value).ToArray(), by, from, until, now = clock.GetUtcNow() },
            ct);
        return rows.ToList();
    }
}
