using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Pact;

/// <summary>Ends a published version, once: who ended it first is kept.</summary>
internal sealed class EndPactHandler(Database database, TimeProvider clock)
{
    public async Task<Result<PactVersion>> HandleAsync(BrandId brand, int version, string by, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        await StoredPacts.LockAsync(brand, transaction, ct);
        if (await StoredPacts.FindAsync(brand, version, transaction, ct) is not { } found) { return PactProblems.NotFound(version); }

        if (found.State == PactState.Draft) { return PactProblems.NotInForce(version); }

        if (found.State == PactState.Ended) { return found; }

        var ended = await transaction.SingleAsync<PactVersion>(
            $"update pacts set state = 'ended', ended_at = @now, ended_by = @by where brand_id = @brand and version = @version returning {PactVersion.Columns}", new { brand, version, now = clock.GetUtcNow(), by }, ct);
        await transaction.CommitAsync(ct);
        return ended;
    }
}
