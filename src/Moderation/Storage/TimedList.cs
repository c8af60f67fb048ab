using System.Globalization;
using Dapper;
using Steward.ServiceDefaults.Grpc;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Storage;

/// <summary>Where a row stands in a list that is ordered by time.</summary>
/// <param name="At">The moment that orders the list.</param>
/// <param name="Id">Tells rows of one moment apart.</param>
internal readonly record struct TimeKey(DateTimeOffset At, Guid Id)
{
    /// <summary>The key as it travels in a page token.</summary>
    public string Token => PageToken.Of(At.UtcTicks.ToString(CultureInfo.InvariantCulture), Id.ToString());

    /// <summary>The key in a page token, or null when there is none in it.</summary>
    public static TimeKey? Read(string token) =>
        PageToken.Read(token, 2) is [var ticks, var id] && long.TryParse(ticks, CultureInfo.InvariantCulture, out var at) && at is >= 0 and <= 3155378975999999999 && Guid.TryParse(id, out var row)
            ? new TimeKey(new DateTimeOffset(at, TimeSpan.Zero), row)
            : null;
}

/// <summary>A page of a list that is ordered by time.</summary>
/// <param name="Total">All that the filter lets through, on every page.</param>
/// <param name="Next">The token of the page after it; empty: this is the last.</param>
internal sealed record TimedPage<T>(IReadOnlyList<T> Rows, long Total, string Next);

/// <summary>A table that is read page by page in the order of time, without gap or repeat while it grows.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Columns">What is read of it.</param>
/// <param name="Time">The column that orders it.</param>
/// <param name="Id">The column that tells rows of one moment apart.</param>
/// <param name="NewestFirst">Else the oldest come first.</param>
/// <param name="Joined">What is joined to each row that is shown; it takes none away, so the total does not need it.</param>
internal sealed record TimedList(string Table, string Columns, string Time, string Id, bool NewestFirst = false, string Joined = "")
{
    /// <param name="filter">A condition over <paramref name="args"/>; it names the brands.</param>
    /// <param name="args">What the condition needs.</param>
    /// <param name="size">How many rows a page has.</param>
    /// <param name="after">The last row of the page before.</param>
    /// <param name="keyOf">Where a row stands.</param>
    /// <param name="transaction">One that sees the brands.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<TimedPage<T>> ReadAsync<T>(string filter, object args, int size, TimeKey? after, Func<T, TimeKey> keyOf, BrandTransaction transaction, CancellationToken ct)
    {
        var all = new DynamicParameters(args);
        all.Add("afterTime", after?.At);
        all.Add("afterId", after?.Id);
        all.Add("limit", size + 1);
        var total = await transaction.SingleAsync<long>($"select count(*) from {Table} where {filter}", args, ct);
        var (compare, order) = NewestFirst ? ("<", "desc") : (">", "asc");
        var rows = await transaction.QueryAsync<T>(
            $"""
            select {Columns} from {Table} {Joined}
            where {filter} and (@afterTime::timestamptz is null or ({Time}, {Id}) {compare} (@afterTime::timestamptz, @afterId::uuid))
            order by {Time} {order}, {Id} {order} limit @limit
            """,
            all,
            ct);
        return rows.Count > size ? new TimedPage<T>([.. rows.Take(size)], total, keyOf(rows[size - 1]).Token) : new TimedPage<T>(rows, total, "");
    }
}
