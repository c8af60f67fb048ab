using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Inbox;

/// <summary>Which items to show.</summary>
/// <param name="Brands">Whose.</param>
/// <param name="OperatorId">Only this operator's; empty: all.</param>
/// <param name="Unassigned">Only what nobody has.</param>
/// <param name="States">Only these states.</param>
/// <param name="Search">Part of a question; empty: all.</param>
/// <param name="DueBefore">Only what waits for its first or next answer and is due before this; null: all.</param>
/// <param name="Snoozed">Whether what is put off is shown too.</param>
/// <param name="Escalated">Only what went to the leads because nobody took it.</param>
/// <param name="Kinds">Only of these kinds; none: all.</param>
/// <param name="PageSize">At most so many.</param>
/// <param name="After">Where the page before ended; null: the first page.</param>
internal sealed record ItemFilter(IReadOnlyList<BrandId> Brands, string OperatorId, bool Unassigned, string[] States, string Search, DateTimeOffset? DueBefore, bool Snoozed, bool Escalated, string[] Kinds, int PageSize, (DateTimeOffset RankAt, Guid Item)? After);

/// <summary>A page of items and how many there are in all, counted to <see cref="ListWorkItems.MostCounted"/> and one.</summary>
internal sealed record ItemPage(IReadOnlyList<WorkItem> Items, long Total);

/// <summary>Work items over several brands, longest waiting first; what is urgent counts as having waited longer.</summary>
internal sealed class ListWorkItems(Database database, TimeProvider clock)
{
    /// <summary>Nobody works through more; counting them all would take longer than reading the page.</summary>
    public const int MostCounted = 10_000;

    public async Task<ItemPage> HandleAsync(ItemFilter filter, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(filter.Brands, ct);
        // Only what is asked for, spelled out: so the planner finds the index of it.
        var where = string.Join(
            ' ',
            filter.States.Contains(ItemState.Resolved) ? "" : "and state <> 'resolved'",
            "and state = any (@States)",
            filter.Unassigned ? "and operator_id = ''" : filter.OperatorId.Length > 0 ? "and operator_id = @OperatorId" : "",
            filter.DueBefore is null ? "" : "and (response = '' and response_due_at < @DueBefore or next_due_at < @DueBefore)",
            filter.Snoozed ? "" : "and (snoozed_until is null or snoozed_until <= @now)",
            filter.Escalated ? "and escalated_at is not null" : "",
            filter.Kinds.Length == 0 ? "" : "and kind = any (@Kinds)",
            Pattern(filter.Search).Length > 0 ? "and question ilike @pattern" : "");
        var args = new
        {
            brands = filter.Brands.Select(brand => brand.Value).ToArray(),
            filter.States,
            filter.OperatorId,
            filter.Kinds,
            pattern = Pattern(filter.Search),
            filter.DueBefore,
            now = clock.GetUtcNow(),
            filter.PageSize,
            MostCounted = MostCounted + 1,
            afterTime = filter.After?.RankAt ?? DateTimeOffset.MinValue,
            afterItem = filter.After?.Item ?? Guid.Empty,
        };
        // Each brand's oldest straight from its index, then the oldest of those.
        var items = await transaction.QueryAsync<WorkItem>(
            $"""
            select item.* from unnest(@brands) as scope (id)
            cross join lateral (
                select {WorkItemTables.Columns} from work_items
                where brand_id = scope.id and (rank_at, work_item_id) > (@afterTime, @afterItem) {where}
                order by rank_at, work_item_id limit @PageSize) item
            order by rank_at, work_item_id limit @PageSize
            """,
            args,
            ct);
        var total = await transaction.SingleAsync<long>($"select count(*) from (select from work_items where brand_id = any (@brands) {where} limit @MostCounted) counted", args, ct);
        return new ItemPage(items, total);
    }

    private static string Pattern(string search)
    {
        // A NUL can be in no stored text and PostgreSQL refuses it in a parameter.
        var text = search.Trim().Replace("\0", string.Empty, StringComparison.Ordinal);
        return text.Length == 0 ? "" : $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
    }
}
