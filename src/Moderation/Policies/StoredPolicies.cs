using System.Text.Json;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Policies;

/// <summary>How the versions of a kind of policy lie in its table; the newest is in force.</summary>
internal static class StoredPolicies<TPolicy>
    where TPolicy : class, IBrandPolicy, new()
{
    private static readonly string Columns = $"brand_id, version, policy::text as policy, set_at, set_by from {TPolicy.Table}";

    public static async Task<PolicyInForce<TPolicy>> OfAsync(BrandId brand, BrandTransaction transaction, CancellationToken ct) =>
        await ListAsync(brand, 1, transaction, ct) is [var newest] ? newest : PolicyInForce<TPolicy>.BuiltIn;

    /// <summary>What is in force in each of these brands; every brand has an answer.</summary>
    public static async Task<IReadOnlyDictionary<Guid, PolicyInForce<TPolicy>>> OfAsync(IReadOnlyList<BrandId> brands, BrandTransaction transaction, CancellationToken ct)
    {
        var ids = brands.Select(brand => brand.Value).Distinct().ToArray();
        var rows = await transaction.QueryAsync<Row>($"select distinct on (brand_id) {Columns} where brand_id = any (@ids) order by brand_id, version desc", new { ids }, ct);
        var set = rows.ToDictionary(row => row.BrandId, Read);
        return ids.ToDictionary(id => id, id => set.GetValueOrDefault(id, PolicyInForce<TPolicy>.BuiltIn));
    }

    /// <summary>The brand's own policies, newest first.</summary>
    public static async Task<IReadOnlyList<PolicyInForce<TPolicy>>> ListAsync(BrandId brand, int most, BrandTransaction transaction, CancellationToken ct) =>
        [.. (await transaction.QueryAsync<Row>($"select {Columns} where brand_id = @brand order by version desc limit @most", new { brand, most }, ct)).Select(Read)];

    public static Task AddAsync(BrandId brand, PolicyInForce<TPolicy> policy, BrandTransaction transaction, CancellationToken ct) => transaction.ExecuteAsync(
        $"insert into {TPolicy.Table} (brand_id, version, policy, set_at, set_by) values (@brand, @Version, @policy::jsonb, @SetAt, @SetBy)",
        new { brand, policy.Version, policy = JsonSerializer.Serialize(policy.Policy), policy.SetAt, policy.SetBy },
        ct);

    private static PolicyInForce<TPolicy> Read(Row row) =>
        new(row.Version, JsonSerializer.Deserialize<TPolicy>(row.Policy) ?? throw new JsonException($"Version {row.Version} of brand {row.BrandId} in {TPolicy.Table} is null."), row.SetAt, row.SetBy);

    private sealed record Row
    {
        public required Guid BrandId { get; init; }
        public required int Version { get; init; }
        public required string Policy { get; init; }
        public required DateTimeOffset SetAt { get; init; }
        public required string SetBy { get; init; }
    }
}
