using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Conversions.Reports;

/// <summary>The numbers of a period of local days.</summary>
/// <param name="FromDay">First day, yyyy-mm-dd; empty: six days before the last.</param>
/// <param name="ToDay">Last day, included; empty: today.</param>
internal sealed record GetSummary(IReadOnlyList<BrandId> Brands, string FromDay, string ToDay);

/// <summary>The numbers of one day, or of several together.</summary>
internal sealed record DayNumbers
{
    public DateOnly Day { get; init; }
    public long Messages { get; init; }
    public long StaffMessages { get; init; }
    public long Questions { get; init; }
    public long Offences { get; init; }
    public long Clicks { get; init; }

    /// <summary>Distinct pairs of visitor and link on the day.</summary>
    public long Visitors { get; init; }
    public long Orders { get; init; }
    public long RevenueFen { get; init; }
    public long AttributedOrders { get; init; }
    public long AttributedRevenueFen { get; init; }

    /// <summary>Both together; the sum is of no day.</summary>
    public static DayNumbers Sum(DayNumbers left, DayNumbers right) => new()
    {
        Messages = left.Messages + right.Messages,
        StaffMessages = left.StaffMessages + right.StaffMessages,
        Questions = left.Questions + right.Questions,
        Offences = left.Offences + right.Offences,
        Clicks = left.Clicks + right.Clicks,
        Visitors = left.Visitors + right.Visitors,
        Orders = left.Orders + right.Orders,
        RevenueFen = left.RevenueFen + right.RevenueFen,
        AttributedOrders = left.AttributedOrders + right.AttributedOrders,
        AttributedRevenueFen = left.AttributedRevenueFen + right.AttributedRevenueFen,
    };
}

/// <summary>Every day of the period in order, days without anything included.</summary>
internal sealed record Summary(IReadOnlyList<DayNumbers> Days, DateTimeOffset AsOf)
{
    public DayNumbers Total => Days.Aggregate(new DayNumbers(), DayNumbers.Sum);
}

internal sealed class GetSummaryHandler(Database database, TimeProvider clock)
{
    private const int DefaultDays = 7;

    private const string Sql =
        """
        select day, sum(messages)::bigint as messages, sum(staff_messages)::bigint as staff_messages, sum(questions)::bigint as questions, sum(offences)::bigint as offences,
               sum(clicks)::bigint as clicks, sum(visitors)::bigint as visitors, sum(orders)::bigint as orders, sum(revenue_fen)::bigint as revenue_fen,
               sum(attributed_orders)::bigint as attributed_orders, sum(attributed_revenue_fen)::bigint as attributed_revenue_fen
        from (
            select day, messages, staff_messages, questions, offences, 0 as clicks, 0 as visitors, 0 as orders, 0 as revenue_fen, 0 as attributed_orders, 0 as attributed_revenue_fen
            from message_days where brand_id = any (@brands) and day between @first and @last
            union all
            select day, 0, 0, 0, 0, clicks, visitors, 0, 0, 0, 0 from click_days where brand_id = any (@brands) and day between @first and @last
            union all
            select day, 0, 0, 0, 0, 0, 0, orders, revenue_fen, attributed_orders, attributed_revenue_fen from order_days where brand_id = any (@brands) and day between @first and @last) parts
        group by day
        """;

    public async Task<Result<Summary>> HandleAsync(GetSummary query, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var period = Period(query, BrandDay.Of(now));
        if (period.Failed) { return period.Problem; }

        var (first, last) = period.Value;
        await using var transaction = await database.BeginAsync(query.Brands, ct);
        var known = (await transaction.QueryAsync<DayNumbers>(Sql, new { brands = query.Brands.Select(brand => brand.Value).ToArray(), first, last }, ct)).ToDictionary(day => day.Day);
        return new Summary(
            [.. Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays).Select(day => known.GetValueOrDefault(day) ?? new DayNumbers { Day = day })],
            now);
    }

    private static Result<(DateOnly First, DateOnly Last)> Period(GetSummary query, DateOnly today)
    {
        if ((query.ToDay.Length == 0 ? today : BrandDay.Read(query.ToDay)) is not { } last) { return ReportProblems.BadDay("to_day"); }

        var earliest = last.DayNumber >= DefaultDays ? last.AddDays(1 - DefaultDays) : DateOnly.MinValue;
        if ((query.FromDay.Length == 0 ? earliest : BrandDay.Read(query.FromDay)) is not { } first) { return ReportProblems.BadDay("from_day"); }

        return first > last || last.DayNumber - first.DayNumber >= ReportProblems.MostDays ? ReportProblems.BadPeriod() : (first, last);
    }
}
