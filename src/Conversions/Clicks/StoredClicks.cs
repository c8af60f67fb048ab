using Npgsql;
using Steward.Conversions.Reports;
using Steward.ServiceDefaults.Storage;

namespace Steward.Conversions.Clicks;

/// <summary>Writes a batch of clicks of any brands in one statement: those that are new, who came, the links' sums and the days' sums.</summary>
internal static class StoredClicks
{
    private const string Sql =
        """
        with incoming as (
            select distinct * from unnest($1, $2, $3, $4, $5, $6) as t (brand_id, visitor, code, click_id, clicked_at, day)),
        stored as (
            insert into clicks (brand_id, visitor, code, click_id, clicked_at)
            select brand_id, visitor, code, click_id, clicked_at from incoming
            on conflict do nothing returning brand_id, visitor, code, click_id),
        fresh as (
            select brand_id, visitor, code, day from stored join incoming using (brand_id, visitor, code, click_id)),
        seen as (
            insert into visitor_days (brand_id, day, code, visitor)
            select distinct brand_id, day, code, visitor from fresh
            on conflict do nothing returning brand_id, day),
        per_link as (
            update links set clicks = links.clicks + sums.clicks
            from (select brand_id, code, count(*) as clicks from fresh group by brand_id, code) sums
            where links.brand_id = sums.brand_id and links.code = sums.code),
        per_day as (
            insert into click_days (brand_id, day, clicks, visitors)
            select brand_id, day, sum(clicks), sum(visitors) from (
                select brand_id, day, 1 as clicks, 0 as visitors from fresh
                union all
                select brand_id, day, 0, 1 from seen) counted
            group by brand_id, day order by brand_id, day
            on conflict (brand_id, day) do update set clicks = click_days.clicks + excluded.clicks, visitors = click_days.visitors + excluded.visitors)
        select count(*) from stored
        """;

    /// <summary>Stores clicks; a click that is stored already changes nothing.</summary>
    /// <returns>How many were new.</returns>
    public static async Task<long> AddAsync(Database database, IReadOnlyList<Click> clicks, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync([.. clicks.Select(click => click.Brand).Distinct()], ct);
        await using var insert = transaction.Command(Sql);
        AddColumn(insert, clicks, click => click.Brand.Value);
        AddColumn(insert, clicks, click => click.Visitor);
        AddColumn(insert, clicks, click => click.Code);
        AddColumn(insert, clicks, click => click.Id);
        AddColumn(insert, clicks, click => click.At.UtcDateTime);
        AddColumn(insert, clicks, click => BrandDay.Of(click.At));
        var added = (long)(await insert.ExecuteScalarAsync(ct))!;
        await transaction.CommitAsync(ct);
        return added;
    }

    private static void AddColumn<T>(NpgsqlCommand command, IReadOnlyList<Click> clicks, Func<Click, T> value)
    {
        var column = new T[clicks.Count];
        for (var i = 0; i < column.Length; i++) { column[i] = value(clicks[i]); }

        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = column });
    }
}
