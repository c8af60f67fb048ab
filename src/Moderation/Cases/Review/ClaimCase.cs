using Steward.Kernel;
using Steward.Moderation.Policies;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Cases.Review;

/// <summary>Takes a case, renews the claim of who has it, or gives it back. Of two who try at once one gets it: the row lock lets the second see what the first did.</summary>
internal sealed class ClaimCaseHandler(Database database, TimeProvider clock)
{
    public Task<Result<Case>> ClaimAsync(BrandId brand, Guid caseId, string by, CancellationToken ct) =>
        ChangeAsync(brand, caseId, (found, policy, now) => found.Claim(by, now, TimeSpan.FromMinutes(policy.ClaimMinutes)), ct);

    public Task<Result<Case>> ReleaseAsync(BrandId brand, Guid caseId, string by, CancellationToken ct) => ChangeAsync(brand, caseId, (found, _, now) => found.Release(by, now), ct);

    private async Task<Result<Case>> ChangeAsync(BrandId brand, Guid caseId, Func<Case, ReviewPolicy, DateTimeOffset, Result<Case>> change, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var policy = await StoredPolicies<ReviewPolicy>.OfAsync(brand, transaction, ct);
        if (await StoredCase.LockAsync(brand, caseId, transaction, ct) is not { } found) { return CaseProblems.NotFound(caseId); }

        var changed = change(found, policy.Policy, clock.GetUtcNow());
        if (changed.Failed) { return changed; }

        await StoredCase.PutAsync(changed.Value, transaction, ct);
        await transaction.CommitAsync(ct);
        return changed;
    }
}
