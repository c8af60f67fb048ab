using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.Routing;

/// <summary>Reads and changes what a brand's matters ask for. A change holds for what is given from then on.</summary>
internal sealed class PutRouting(Database database, TimeProvider clock)
{
    public async Task<RoutingVersion> GetAsync(BrandId brand, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await InForceAsync(transaction, brand, ct);
    }

    /// <param name="brand">Whose.</param>
    /// <param name="rules">What holds from now on.</param>
    /// <param name="expected">The version that who changes them has read; null: whichever is in force.</param>
    /// <param name="by">Who changes them.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The version now in force.</returns>
    public async Task<Result<RoutingVersion>> HandleAsync(BrandId brand, RoutingRules rules, int? expected, string by, CancellationToken ct)
    {
        if (rules.Wrong() is { } wrong) { return wrong; }

        await using var transaction = await database.BeginAsync(brand, ct);
        // One after the other, so that the later of two is told.
        await transaction.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended(@name, 0))", new { name = $"routing rules {brand}" }, ct);
        var inForce = await InForceAsync(transaction, brand, ct);
        if (expected is { } read && read != inForce.Version) { return RoutingProblems.ChangedMeanwhile(inForce, read); }

        var put = new RoutingVersion(inForce.Version + 1, rules, clock.GetUtcNow(), by);
        await StoredRouting.PutAsync(transaction, brand, put, ct);
        await transaction.CommitAsync(ct);
        return put;
    }

    private static async Task<RoutingVersion> InForceAsync(BrandTransaction transaction, BrandId brand, CancellationToken ct) =>
        (await StoredRouting.OfAsync(transaction, [brand], ct)).GetValueOrDefault(brand.Value, RoutingVersion.BuiltIn);
}
