using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Incidents;

/// <summary>Reads and changes a brand's policy for incidents. It holds from the next envelope on.</summary>
internal sealed partial class PutIncidentPolicyHandler(Database database, TimeProvider clock, ILogger<PutIncidentPolicyHandler> logger)
{
    public async Task<IncidentPolicyInForce> GetAsync(BrandId brand, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await StoredIncidents.PolicyAsync(brand, transaction, ct);
    }

    /// <returns>The new version.</returns>
    public async Task<Result<int>> HandleAsync(BrandId brand, IncidentPolicy policy, string by, CancellationToken ct)
    {
        if (policy.Wrong() is { } wrong) { return wrong; }

        await using var transaction = await database.BeginAsync(brand, ct);

        // Two leads who change it at once get two versions, one after the other.
        await transaction.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended(@name, 0))", new { name = $"incident policy {brand}" }, ct);
        var version = (await StoredIncidents.PolicyAsync(brand, transaction, ct)).Version + 1;
        await StoredIncidents.AddPolicyAsync(brand, new IncidentPolicyInForce(version, policy, clock.GetUtcNow(), by), transaction, ct);
        await transaction.CommitAsync(ct);
        Log.Set(logger, by, version, brand);
        return version;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} put version {Version} of the policy for incidents of brand {Brand} in force.")]
        public static partial void Set(ILogger logger, string by, int version, BrandId brand);
    }
}
