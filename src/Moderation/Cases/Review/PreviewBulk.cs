using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Cases.Review;

/// <summary>Counts the open cases of a filter and remembers which they were: these and no others can then be decided at once.</summary>
internal sealed record PreviewBulk(BrandId Brand, CaseFilter Filter);

/// <summary>What was counted.</summary>
/// <param name="BulkId">The token; null: there was nothing to count.</param>
/// <param name="Cases">How many can be decided with it.</param>
/// <param name="Left">How many more the filter lets through that others have, or that are too many for once.</param>
internal sealed record BulkPreview(Guid? BulkId, int Cases, int Left, int Offences, int Members, DateTimeOffset? OldestAt, DateTimeOffset? NewestAt, DateTimeOffset Until);

internal sealed class PreviewBulkHandler(Database database, TimeProvider clock)
{
    /// <summary>More are decided in several goes.</summary>
    public const int MostCases = 5000;

    /// <summary>Who decides later than this no longer knows what was counted.</summary>
    public static readonly TimeSpan Holds = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public async Task<Result<BulkPreview>> HandleAsync(PreviewBulk command, CancellationToken ct)
    {
        if (command.Filter.Wrong() is { } wrong) { return wrong; }

        var now = clock.GetUtcNow();
        var filter = command.Filter with { State = CaseState.Open };
        var args = new Dapper.DynamicParameters(filter.Args([command.Brand], now));
        var bulk = Guid.CreateVersion7(now);
        args.AddDynamicParams(new { brand = command.Brand, bulk, before = now - Kept, most = MostCases });
        await using var transaction = await database.BeginAsync(command.Brand, ct);
        await transaction.ExecuteAsync("delete from bulk_decisions where brand_id = @brand and decision = '' and made_at < @before", args, ct);
        await transaction.ExecuteAsync("insert into bulk_decisions (brand_id, bulk_id, made_by, made_at) values (@brand, @bulk, @By, @now)", args, ct);
        var counted = await transaction.SingleAsync<Counted>(
            $"""
            with found as materialized (
                select case_id, member_id, offences, opened_at, row_number() over (order by opened_at, case_id) as place from cases
                where {CaseFilter.Condition} and (coalesce(claimed_until <= @now, true) or claimed_by = @By)),
            kept as (insert into bulk_cases (brand_id, bulk_id, case_id, place, offences) select @brand, @bulk, case_id, place, offences from found where place <= @most returning case_id)
            select (select count(*) from kept)::int as cases, (select count(*) from cases where {CaseFilter.Condition})::int as all_cases, coalesce(sum(offences), 0)::int as offences, count(distinct member_id)::int as members,
                   min(opened_at) as oldest_at, max(opened_at) as newest_at
            from found where place <= @most
            """,
            args,
            ct);

        // What counts nothing leaves nothing behind.
        if (counted.Cases > 0) { await transaction.CommitAsync(ct); }

        return new BulkPreview(counted.Cases > 0 ? bulk : null, counted.Cases, counted.AllCases - counted.Cases, counted.Offences, counted.Members, counted.OldestAt, counted.NewestAt, now + Holds);
    }

    private sealed record Counted
    {
        public required int Cases { get; init; }
        public required int AllCases { get; init; }
        public required int Offences { get; init; }
        public required int Members { get; init; }
        public DateTimeOffset? OldestAt { get; init; }
        public DateTimeOffset? NewestAt { get; init; }
    }
}
