using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Cases.Review;

/// <summary>Reads and changes a brand's policy for its queue.</summary>
internal sealed partial class PutReviewPolicyHandler(Database database, TimeProvider clock, ILogger<PutReviewPolicyHandler> logger)
{
    public async Task<ReviewPolicyInForce> GetAsync(BrandId brand, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        return await StoredReviewPolicy.OfAsync(brand, transaction, ct);
    }

    /// <returns>The new version.</returns>
    public async Task<Result<int>> HandleAsync(BrandId brand, ReviewPolicy policy, string by, CancellationToken ct)
    {
        if (policy.Wrong() is { } wrong) { return wrong; }

        await using var transaction = await database.BeginAsync(brand, ct);

        // Two leads who change it at once get two versions, one after the other.
        await transaction.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended(@name, 0))", new { name = $"review policy {brand}" }, ct);
        var version = (await StoredReviewPolicy.OfAsync(brand, transaction, ct)).Version + 1;
        await StoredReviewPolicy.AddAsync(brand, new ReviewPolicyInForce(version, policy, clock.GetUtcNow(), by), transaction, ct);
        await transaction.CommitAsync(ct);
        Log.Set(logger, by, version, brand);
        return version;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{By} put version {Version} of the policy for the queue of brand {Brand} in force.")]
        public static partial void Set(ILogger logger, string by, int version, BrandId brand);
    }
}
