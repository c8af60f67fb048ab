using System.Text.Json;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Cases.Review;

/// <summary>How the policies of queues lie in the table <c>review_policies</c>.</summary>
internal static class StoredReviewPolicy
{
    /// <summary>What is in force in each of these brands; every brand has an answer.</summary>
    public static async Task<IReadOnlyDictionary<Guid, ReviewPolicyInForce>> OfAsync(IReadOnlyList<BrandId> brands, BrandTransaction transaction, CancellationToken ct)
    {
        var rows = await transaction.QueryAsync<Row>(
            "select distinct on (brand_id) brand_id, version, policy::text as policy, set_at, set_by from review_policies where brand_id = any (@brands) order by brand_id, version desc",
            new { brands = brands.Select(brand => brand.Value).ToArray() },
            ct);
        var set = rows.ToDictionary(row => row.BrandId, row => new ReviewPolicyInForce(row.Version, Read(row), row.SetAt, row.SetBy));
        return brands.Select(brand => brand.Value).Distinct().ToDictionary(brand => brand, brand => set.GetValueOrDefault(brand, ReviewPolicyInForce.BuiltIn));
    }

    public static async Task<ReviewPolicyInForce> OfAsync(BrandId brand, BrandTransaction transaction, CancellationToken ct) => (await OfAsync([brand], transaction, ct))[brand.Value];

    public static Task AddAsync(BrandId brand, ReviewPolicyInForce policy, BrandTransaction transaction, CancellationToken ct) => transaction.ExecuteAsync(
        "insert into review_policies (brand_id, version, policy, set_at, set_by) values (@brand, @Version, @policy::jsonb, @SetAt, @SetBy)",
        new { brand, policy.Version, policy = JsonSerializer.Serialize(policy.Policy), policy.SetAt, policy.SetBy },
        ct);

    private static ReviewPolicy Read(Row row) => JsonSerializer.Deserialize<ReviewPolicy>(row.Policy) ?? throw new JsonException($"Version {row.Version} of brand {row.BrandId}'s policy for its queue is null.");

    private sealed record Row
    {
        public required Guid BrandId { get; init; }
        public required int Version { get; init; }
        public required string Policy { get; init; }
        public required DateTimeOffset SetAt { get; init; }
        public required string SetBy { get; init; }
    }
}
