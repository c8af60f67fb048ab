using Steward.Kernel;
using Steward.Moderation.Storage;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Pact;

/// <summary>The versions of a brand, newest first.</summary>
/// <param name="Group">Only of this group.</param>
/// <param name="BrandOnly">Only those of the whole brand.</param>
/// <param name="Before">Only those with a lower number; null: from the newest.</param>
internal sealed record ListPacts(BrandId Brand, Guid? Group, bool BrandOnly, int PageSize, int? Before);

internal sealed class ListPactsHandler(Database database)
{
    public async Task<(IReadOnlyList<PactVersion> Rows, long Total)> HandleAsync(ListPacts query, CancellationToken ct)
    {
        const string Filter = "brand_id = @Brand and (@Group::uuid is null or group_id = @Group) and (not @BrandOnly or group_id is null)";
        await using var transaction = await database.BeginAsync(query.Brand, ct);
        var args = new { query.Brand, query.Group, query.BrandOnly, query.Before, limit = query.PageSize + 1 };
        var total = await transaction.SingleAsync<long>($"select count(*) from pacts where {Filter}", args, ct);
        return (await transaction.QueryAsync<PactVersion>($"select {PactVersion.Columns} from pacts where {Filter} and (@Before::int is null or version < @Before) order by version desc limit @limit", args, ct), total);
    }
}

/// <summary>A group with what holds there, and how far it has come.</summary>
internal sealed record PactGroup
{
    public required Guid BrandId { get; init; }
    public required Guid GroupId { get; init; }
    public required string Name { get; init; }
    public required DateTimeOffset SeenAt { get; init; }
    public int? Version { get; init; }
    public bool Own { get; init; }

    /// <summary><c>none</c>, <c>asked</c>, <c>confirmed</c> or <c>failed</c>.</summary>
    public required string Notice { get; init; }
    public string Reason { get; init; } = "";
    public DateTimeOffset? AskedAt { get; init; }
    public DateTimeOffset? SettledAt { get; init; }
    public long Reminded { get; init; }
    public long Delivered { get; init; }
    public long Failed { get; init; }
    public long Accepted { get; init; }
}

/// <summary>The groups of brands, in the order in which they became known.</summary>
internal sealed class ListPactGroupsHandler(Database database)
{
    public static readonly string[] Notices = ["none", "asked", "confirmed", "failed"];

    private const string Told =
        """
        (select g.brand_id, g.group_id, g.name, g.seen_at, p.version, coalesce(p.group_id is not null, false) as own,
                case when n.group_id is null then 'none' when n.outcome = '' then 'asked' else n.outcome end as notice, coalesce(n.reason, '') as reason, n.asked_at, n.settled_at
         from pact_groups g
         left join lateral (
             select o.version, o.group_id from pacts o where o.brand_id = g.brand_id and (o.group_id = g.group_id or o.group_id is null) and o.state = 'published' order by o.group_id nulls last limit 1) p on true
         left join pact_notices n on n.brand_id = g.brand_id and n.version = p.version and n.group_id = g.group_id) t
        """;

    private static readonly TimedList List = new(
        Told,
        "t.brand_id, t.group_id, name, seen_at, t.version, own, notice, reason, asked_at, settled_at, r.*",
        "seen_at",
        "t.group_id",
        Joined: """
            left join lateral (
                select count(*) as reminded, count(*) filter (where outcome = 'confirmed') as delivered, count(*) filter (where outcome = 'failed' and accepted_at is null) as failed, count(accepted_at) as accepted
                from pact_receipts c where c.brand_id = t.brand_id and c.group_id = t.group_id and c.version = t.version) r on true
            """);

    public async Task<Result<TimedPage<PactGroup>>> HandleAsync(IReadOnlyList<BrandId> brands, string notice, int pageSize, TimeKey? after, CancellationToken ct)
    {
        if (notice.Length > 0 && !Notices.Contains(notice)) { return PactProblems.Field("notice", $"empty or one of {string.Join(", ", Notices)}"); }

        await using var transaction = await database.BeginAsync(brands, ct);
        return await List.ReadAsync<PactGroup>(
            "t.brand_id = any (@brands) and (@notice = '' or notice = @notice)", new { brands = brands.Select(brand => brand.Value).ToArray(), notice }, pageSize, after, row => new TimeKey(row.SeenAt, row.GroupId), transaction, ct);
    }
}
