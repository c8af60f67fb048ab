using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Content.Calendar;

/// <summary>Entries of some brands by time.</summary>
/// <param name="Brands">Whose entries.</param>
/// <param name="State">Only this state; empty: all.</param>
/// <param name="From">Due at or after; null: from the beginning.</param>
/// <param name="To">Due before; null: to the end.</param>
/// <param name="PageSize">At most so many.</param>
/// <param name="After">Where the page before ended; null: the first page.</param>
internal sealed record EntryFilter(IReadOnlyList<BrandId> Brands, string State, DateTimeOffset? From, DateTimeOffset? To, int PageSize, (DateTimeOffset SendAt, Guid Entry)? After);

/// <summary>A page of entries and how many there are in all.</summary>
internal sealed record EntryPage(IReadOnlyList<CalendarEntry> Entries, long Total);

/// <summary>Lists the calendar.</summary>
internal sealed class ListEntries(Database database)
{
    private const string Filter = "brand_id = any (@brands) and (@State = '' or state = @State) and (@From::timestamptz is null or send_at >= @From) and (@To::timestamptz is null or send_at < @To)";

    public async Task<EntryPage> HandleAsync(EntryFilter filter, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(filter.Brands, ct);
        var args = new
        {
            brands = filter.Brands.Select(brand => brand.Value).ToArray(),
            filter.State,
            filter.From,
            filter.To,
            filter.PageSize,
            afterTime = filter.After?.SendAt,
            afterEntry = filter.After?.Entry,
        };
        var entries = await transaction.QueryAsync<CalendarEntry>(
            $"""
            select {CalendarTables.Columns} from calendar_entries
            where {Filter} and (@afterTime::timestamptz is null or (send_at, entry_id) > (@afterTime, @afterEntry))
            order by send_at, entry_id limit @PageSize
            """,
            args,
            ct);
        var total = await transaction.SingleAsync<long>($"select count(*) from calendar_entries where {Filter}", args, ct);
        return new EntryPage(entries, total);
    }
}
