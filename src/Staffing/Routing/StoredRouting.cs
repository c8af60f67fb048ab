using System.Text.Json;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Routing;

/// <summary>How brands' rules lie in their table.</summary>
internal static class StoredRouting
{
    /// <summary>The rules of the brands that have their own.</summary>
    public static async Task<IReadOnlyDictionary<Guid, RoutingVersion>> OfAsync(BrandTransaction transaction, IReadOnlyList<BrandId> brands, CancellationToken ct) =>
        (await transaction.QueryAsync<Row>(
            "select brand_id, version, rules::text as rules, set_at, set_by from routing_rules where brand_id = any (@ids)", new { ids = brands.Select(brand => brand.Value).ToArray() }, ct))
        .ToDictionary(row => row.BrandId, row => new RoutingVersion(row.Version, JsonSerializer.Deserialize<RoutingRules>(row.Rules)!, row.SetAt, row.SetBy));

    public static Task PutAsync(BrandTransaction transaction, BrandId brand, RoutingVersion put, CancellationToken ct) => transaction.ExecuteAsync(
        """
        insert into routing_rules (brand_id, version, rules, set_at, set_by) values (@brand, @Version, @rules::jsonb, @SetAt, @SetBy)
        on conflict (brand_id) do update set version = excluded.version, rules = excluded.rules, set_at = excluded.set_at, set_by = excluded.set_by
        """,
        new { brand, put.Version, rules = JsonSerializer.Serialize(put.Rules), put.SetAt, put.SetBy },
        ct);

    private sealed record Row
    {
        public required Guid BrandId { get; init; }
        public required int Version { get; init; }
        public required string Rules { get; init; }
        public required DateTimeOffset SetAt { get; init; }
        public required string SetBy { get; init; }
    }
}
