using Steward.Kernel;
using Steward.Moderation.Policies;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Disputes;

/// <summary>A day of a brand: how many complained, and of how many.</summary>
internal sealed record ComplaintDay
{
    /// <summary>2026-03-02, in the policy's zone.</summary>
    public required string Day { get; init; }

    /// <summary>Opened or opened again on this day.</summary>
    public required int Complaints { get; init; }

    /// <summary>Of members, not of staff.</summary>
    public required long Messages { get; init; }

    /// <summary>At the end of the day, over all groups: who is in two counts twice.</summary>
    public required long Members { get; init; }
}

/// <summary>How many complaints there were of one kind or in one group.</summary>
internal sealed record ComplaintShare
{
    public required string Of { get; init; }
    public required int Complaints { get; init; }
}

/// <summary>A brand's complaints over some days.</summary>
internal sealed record ComplaintRates(string TimeZone, IReadOnlyList<ComplaintDay> Days, IReadOnlyList<ComplaintShare> Kinds, IReadOnlyList<ComplaintShare> Groups);

/// <summary>Complaint rates, with what they are made of: complaints ÷ 1,000 member-days and ÷ 10,000 messages.</summary>
internal sealed class GetComplaintRatesHandler(Database database)
{
    private const int MostDays = 366;
    private const int MostGroups = 100;

    public async Task<Result<ComplaintRates>> HandleAsync(BrandId brand, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        if (from >= to || to - from > TimeSpan.FromDays(MostDays)) { return DisputeProblems.BadFilter("to", $"after from, and at most {MostDays} days after it"); }

        await using var transaction = await database.BeginAsync(brand, ct);
        var zone = (await StoredPolicies<DisputePolicy>.OfAsync(brand, transaction, ct)).Policy.TimeZone;
        var args = new { brand, from, to, zone, MostGroups };
        var days = await transaction.QueryAsync<ComplaintDay>(
            """
            with days as (select day::date as day from generate_series((@from at time zone @zone)::date, ((@to - interval '1 microsecond') at time zone @zone)::date, interval '1 day') as t (day)),
                 told as (select (at at time zone @zone)::date as day, count(*)::int as complaints from complaint_entries
                          where brand_id = @brand and kind in ('registered', 'reopened') and at >= @from and at < @to group by 1),
                 said as (select (start at time zone @zone)::date as day, sum(messages)::bigint as messages from screened_quarters where brand_id = @brand and start >= @from and start < @to group by 1),
                 moved as (select (since at time zone @zone)::date as day, members - coalesce(lag(members) over (partition by group_id order by since), 0) as more from group_sizes where brand_id = @brand and since < @to),
                 stood as (select d.day, coalesce(sum(m.more) filter (where m.day <= d.day), 0)::bigint as members from days d cross join (select day, sum(more) as more from moved group by day) m group by d.day)
            select to_char(d.day, 'YYYY-MM-DD') as day, coalesce(t.complaints, 0) as complaints, coalesce(s.messages, 0) as messages, coalesce(b.members, 0) as members
            from days d left join told t using (day) left join said s using (day) left join stood b using (day) order by d.day
            """,
            args,
            ct);
        const string Openings = "from complaint_entries e join complaints c on c.brand_id = e.brand_id and c.complaint_id = e.complaint_id where e.brand_id = @brand and e.kind in ('registered', 'reopened') and e.at >= @from and e.at < @to";
        var kinds = await transaction.QueryAsync<ComplaintShare>($"select c.kind as of, count(*)::int as complaints {Openings} group by c.kind order by count(*) desc, c.kind", args, ct);
        var groups = await transaction.QueryAsync<ComplaintShare>($"select c.group_id::text as of, count(*)::int as complaints {Openings} group by c.group_id order by count(*) desc, c.group_id limit @MostGroups", args, ct);
        return new ComplaintRates(zone, days, kinds, groups);
    }
}
