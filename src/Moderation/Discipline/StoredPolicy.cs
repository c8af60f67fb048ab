using System.Text.Json;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Discipline;

/// <summary>A policy that is or was in force.</summary>
/// <param name="Version">0: the built-in one.</param>
internal sealed record PolicyInForce(int Version, Policy Policy, DateTimeOffset? SetAt, string SetBy)
{
    public static PolicyInForce BuiltIn { get; } = new(0, new Policy(), null, "");
}

/// <summary>How policies lie in the table <c>discipline_policies</c>.</summary>
internal static class StoredPolicy
{
    private const string Newest = "select version, policy::text as policy, set_at, set_by from discipline_policies where brand_id = @brand order by version desc limit @most";

    public static async Task<PolicyInForce> OfAsync(BrandId brand, BrandTransaction transaction, CancellationToken ct) =>
        await ListAsync(brand, 1, transaction, ct) is [var newest] ? newest : PolicyInForce.BuiltIn;

    /// <summary>The brand's own policies, newest first.</summary>
    public static async Task<IReadOnlyList<PolicyInForce>> ListAsync(BrandId brand, int most, BrandTransaction transaction, CancellationToken ct) =>
    [
        .. (await transaction.QueryAsync<Row>(Newest, new { brand, most }, ct)).Select(row =>
            new PolicyInForce(row.Version, JsonSerializer.Deserialize<Policy>(row.Policy) ?? throw new JsonException($"Version {row.Version} of brand {brand}'s policy is null."), row.SetAt, row.SetBy)),
    ];

    public static Task AddAsync(BrandId brand, PolicyInForce policy, BrandTransaction transaction, CancellationToken ct) => transaction.ExecuteAsync(
        "insert into discipline_policies (brand_id, version, policy, set_at, set_by) values (@brand, @Version, @policy::jsonb, @SetAt, @SetBy)",
        new { brand, policy.Version, policy = JsonSerializer.Serialize(policy.Policy), policy.SetAt, policy.SetBy },
        ct);

    private sealed record Row
    {
        public required int Version { get; init; }
        public required string Policy { get; init; }
        public required DateTimeOffset SetAt { get; init; }
        public required string SetBy { get; init; }
    }
}
