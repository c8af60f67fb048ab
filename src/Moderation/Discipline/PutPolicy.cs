using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Discipline;

/// <summary>Reads and changes a brand's policy.</summary>
internal sealed partial class PutPolicyHandler(Database database, TimeProvider clock, ILogger<PutPolicyHandler> logger)
{
    private const int MostVersions = 100;

    public async Task<PolicyInForce> GetAsync(BrandId brand, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await StoredPolicy.OfAsync(brand, transaction, ct);
    }

    public async Task<IReadOnlyList<PolicyInForce>> ListAsync(BrandId brand, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await StoredPolicy.ListAsync(brand, MostVersions, transaction, ct);
    }

    /// <returns>The new version.</returns>
    public async Task<Result<int>> HandleAsync(BrandId brand, Policy policy, string by, CancellationToken ct)
    {
        if (PolicyCheck.Of(policy) is { } problem) { return problem; }

        await using var transaction = await database.BeginAsync(brand, ct);

        // Two leads who change it at once get two versions, one after the other.
        await transaction.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended(@name, 0))", new { name = $"policy {brand}" }, ct);
        var version = (await StoredPolicy.OfAsync(brand, transaction, ct)).Version + 1;
        await StoredPolicy.AddAsync(brand, new PolicyInForce(version, policy, clock.GetUtcNow(), by), transaction, ct);
        await transaction.CommitAsync(ct);
        Log.Set(logger, by, version, brand);
        return version;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} put version {Version} of brand {Brand}'s policy in force.")]
        public static partial void Set(ILogger logger, string by, int version, BrandId brand);
    }
}
