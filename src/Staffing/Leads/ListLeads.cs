using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Leads;

/// <summary>Which leads to show.</summary>
/// <param name="Brands">Whose.</param>
/// <param name="Owner">Only this seller's; null: all.</param>
/// <param name="States">Only these states; none: all.</param>
/// <param name="WorkItem">Only of this matter; null: all.</param>
/// <param name="Search">Part of what the member wants; empty: all.</param>
/// <param name="PageSize">At most so many.</param>
/// <param name="After">Where the page before ended; null: the first page.</param>
internal sealed record LeadFilter(IReadOnlyList<BrandId> Brands, Guid? Owner, string[] States, Guid? WorkItem, string Search, int PageSize, (DateTimeOffset HandedAt, Guid Lead)? After);

/// <summary>A page of leads and how many there are in all, counted to <see cref="ListLeads.MostCounted"/> and one.</summary>
internal sealed record LeadPage(IReadOnlyList<Lead> Leads, long Total);

/// <summary>Leads over several brands, the newest first.</summary>
internal sealed class ListLeads(Database database)
{
    public const int MostCounted = 10_000;

    public async Task<LeadPage> HandleAsync(LeadFilter filter, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(filter.Brands, ct);
        var where = string.Join(
            ' ',
            filter.Owner is null ? "" : "and owner_id = @Owner",
            filter.States.Length == 0 ? "" : "and state = any (@States)",
            filter.WorkItem is null ? "" : "and work_item_id = @WorkItem",
            filter.Search.Length == 0 ? "" : "and strpos(lower(wants), lower(@Search)) > 0");
        var after = filter.After is null ? "" : "and (handed_at, lead_id) < (@afterTime, @afterLead)";
        var args = new
        {
            brands = filter.Brands.Select(brand => brand.Value).ToArray(), filter.Owner, filter.States, filter.WorkItem, Search = filter.Search.Replace("\0", string.Empty, StringComparison.Ordinal), filter.PageSize,
            MostCounted = MostCounted + 1, afterTime = filter.After?.HandedAt ?? DateTimeOffset.MaxValue, afterLead = filter.After?.Lead ?? Guid.Empty,
        };
        var leads = await transaction.QueryAsync<Lead>(
            $"""
            select lead.* from unnest(@brands) as scope (id)
            cross join lateral (select {LeadTables.Columns} from leads where brand_id = scope.id {where} {after} order by handed_at desc, lead_id desc limit @PageSize) lead
            order by handed_at desc, lead_id desc limit @PageSize
            """,
            args,
            ct);
        var total = await transaction.SingleAsync<long>($"select count(*) from (select from leads where brand_id = any (@brands) {where} limit @MostCounted) counted", args, ct);
        return new LeadPage(leads, total);
    }
}
