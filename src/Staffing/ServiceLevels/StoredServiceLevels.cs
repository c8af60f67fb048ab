using System.Text.Json;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.ServiceLevels;

/// <summary>How the versions of service levels lie in their table; the newest is in force.</summary>
internal static class StoredServiceLevels
{
    private const string Columns = "version, level::text as level, set_at, set_by from service_levels";

    public static async Task<ServiceLevelVersion> OfAsync(BrandTransaction transaction, BrandId brand, CancellationToken ct) => await ListAsync(transaction, brand, 1, ct) is [var newest] ? newest : ServiceLevelVersion.BuiltIn;

    /// <summary>The brand's own, newest first.</summary>
    public static async Task<IReadOnlyList<ServiceLevelVersion>> ListAsync(BrandTransaction transaction, BrandId brand, int most, CancellationToken ct) =>
    [
        .. (await transaction.QueryAsync<Row>($"select {Columns} where brand_id = @brand order by version desc limit @most", new { brand, most }, ct))
            .Select(row => new ServiceLevelVersion(row.Version, JsonSerializer.Deserialize<ServiceLevel>(row.Level)!, row.SetAt, row.SetBy)),
    ];

    /// <summary>What is in force in the brands that have a level of their own.</summary>
    public static async Task<IReadOnlyDictionary<Guid, ServiceLevel>> NewestAsync(BrandTransaction transaction, IReadOnlyList<BrandId> brands, CancellationToken ct) =>
        (await transaction.QueryAsync<Newest>(
            "select distinct on (brand_id) brand_id, level::text as level from service_levels where brand_id = any (@ids) order by brand_id, version desc", new { ids = brands.Select(brand => brand.Value).ToArray() }, ct))
        .ToDictionary(row => row.BrandId, row => JsonSerializer.Deserialize<ServiceLevel>(row.Level)!);

    public static Task AddAsync(BrandTransaction transaction, BrandId brand, ServiceLevelVersion added, CancellationToken ct) => transaction.ExecuteAsync(
        "insert into service_levels (brand_id, version, level, set_at, set_by) values (@brand, @Version, @level::jsonb, @SetAt, @SetBy)",
        new { brand, added.Version, level = JsonSerializer.Serialize(added.Level), added.SetAt, added.SetBy },
        ct);

    private sealed record Newest
    {
        public required Guid BrandId { get; init; }
        public required string Level { get; init; }
    }

    private sealed record Row
    {
        public required int Version { get; init; }
        public required string Level { get; init; }
        public required DateTimeOffset SetAt { get; init; }
        public required string SetBy { get; init; }
    }
}
