using System.Text.Json;
using Npgsql;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Rules;

/// <summary>How rule sets lie in the table <c>rule_sets</c>: one row a version, the rules as JSON.</summary>
internal static class StoredRuleSet
{
    /// <summary>The version in force, 0 when the brand has no rules. On the hot path: once per batch.</summary>
    public static async Task<int> LatestVersionAsync(BrandId brand, BrandTransaction transaction, CancellationToken ct)
    {
        await using var query = transaction.Command("select coalesce(max(version), 0) from rule_sets where brand_id = $1");
        query.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = brand.Value });
        return (int)(await query.ExecuteScalarAsync(ct))!;
    }

    public static async Task<PublishedRuleSet> LoadAsync(BrandId brand, int version, BrandTransaction transaction, CancellationToken ct)
    {
        var row = await transaction.SingleAsync<Row>(
            "select rules::text as rules, published_at, published_by from rule_sets where brand_id = @brand and version = @version",
            new { brand, version },
            ct);
        var rules = JsonSerializer.Deserialize<RuleSet>(row.Rules) ?? throw new JsonException($"Version {version} of brand {brand}'s rules is null.");
        return new PublishedRuleSet(version, rules, row.PublishedAt, row.PublishedBy);
    }

    public static Task AddAsync(BrandId brand, PublishedRuleSet published, BrandTransaction transaction, CancellationToken ct) => transaction.ExecuteAsync(
        "insert into rule_sets (brand_id, version, rules, published_at, published_by) values (@brand, @Version, @rules::jsonb, @PublishedAt, @PublishedBy)",
        new { brand, published.Version, rules = JsonSerializer.Serialize(published.Rules), published.PublishedAt, published.PublishedBy },
        ct);

    private sealed record Row
    {
        public string Rules { get; init; } = string.Empty;
        public DateTimeOffset PublishedAt { get; init; }
        public string PublishedBy { get; init; } = string.Empty;
    }
}
