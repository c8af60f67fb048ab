using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Staffing.ServiceLevels;

/// <summary>Reads and changes what a brand was promised. A change holds for what is asked from then on: what waits already keeps its deadlines.</summary>
internal sealed class PutServiceLevel(Database database, TimeProvider clock)
{
    private const int MostVersions = 100;

    public async Task<ServiceLevelVersion> GetAsync(BrandId brand, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await StoredServiceLevels.OfAsync(transaction, brand, ct);
    }

    public async Task<IReadOnlyList<ServiceLevelVersion>> ListAsync(BrandId brand, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await StoredServiceLevels.ListAsync(transaction, brand, MostVersions, ct);
    }

    /// <param name="brand">Whose.</param>
    /// <param name="level">What is promised from now on.</param>
    /// <param name="expected">The version that who changes it has read; null: whichever is in force.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The version now in force.</returns>
    public async Task<Result<ServiceLevelVersion>> HandleAsync(BrandId brand, ServiceLevel level, int? expected, string by, CancellationToken ct)
    {
        if (level.Wrong() is { } wrong) { return wrong; }

        await using var transaction = await database.BeginAsync(brand, ct);
        // One after the other, so that the later of two is told.
        await transaction.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended(@name, 0))", new { name = $"service level {brand}" }, ct);
        var now = await StoredServiceLevels.OfAsync(transaction, brand, ct);
        if (expected is { } read && read != now.Version) { return ServiceLevelProblems.ChangedMeanwhile(now, read); }

        var added = new ServiceLevelVersion(now.Version + 1, level, clock.GetUtcNow(), by);
        await StoredServiceLevels.AddAsync(transaction, brand, added, ct);
        await transaction.CommitAsync(ct);
        return added;
    }
}
