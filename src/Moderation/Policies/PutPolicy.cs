using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Policies;

/// <summary>Reads and changes a brand's policy of one kind. A change holds from the next transaction on that asks for it.</summary>
internal sealed partial class PutPolicyHandler<TPolicy>(Database database, TimeProvider clock, ILogger<PutPolicyHandler<TPolicy>> logger)
    where TPolicy : class, IBrandPolicy, new()
{
    private const int MostVersions = 100;

    public async Task<PolicyInForce<TPolicy>> GetAsync(BrandId brand, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await StoredPolicies<TPolicy>.OfAsync(brand, transaction, ct);
    }

    public async Task<IReadOnlyList<PolicyInForce<TPolicy>>> ListAsync(BrandId brand, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await StoredPolicies<TPolicy>.ListAsync(brand, MostVersions, transaction, ct);
    }

    /// <param name="expected">The version that who changes it has read; null: whichever is in force.</param>
    /// <returns>The new version.</returns>
    public async Task<Result<int>> HandleAsync(BrandId brand, TPolicy policy, int? expected, string by, CancellationToken ct)
    {
        if (policy.Wrong() is { } wrong) { return wrong; }

        await using var transaction = await database.BeginAsync(brand, ct);

        // Two leads who change it at once come one after the other: the later one is told, if it says what it has read.
        await transaction.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended(@name, 0))", new { name = $"{TPolicy.Table} {brand}" }, ct);
        var inForce = await StoredPolicies<TPolicy>.OfAsync(brand, transaction, ct);
        if (expected is { } read && read != inForce.Version) { return ChangedMeanwhile(inForce, read); }

        var version = inForce.Version + 1;
        await StoredPolicies<TPolicy>.AddAsync(brand, new PolicyInForce<TPolicy>(version, policy, clock.GetUtcNow(), by), transaction, ct);
        await transaction.CommitAsync(ct);
        Log.Set(logger, by, version, TPolicy.Table, brand);
        return version;
    }

    private static Problem ChangedMeanwhile(PolicyInForce<TPolicy> inForce, int read) => new(
        "MOD-181", ProblemKind.Conflict, $"{inForce.SetBy} put version {inForce.Version} in force at {inForce.SetAt:u}, after you read version {read}: read it again, then decide.", "expected_version");

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} put version {Version} of {Policies} of brand {Brand} in force.")]
        public static partial void Set(ILogger logger, string by, int version, string policies, BrandId brand);
    }
}
