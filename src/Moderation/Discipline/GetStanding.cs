using Steward.Kernel;
using Steward.Moderation.Policies;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Discipline;

/// <summary>What counts against a member now, and what was decided about them.</summary>
internal sealed record Standing(double Points, string? ExemptReason, IReadOnlyList<Penalty> Penalties, ILookup<Guid, PenaltyAct> Acts);

internal sealed class GetStandingHandler(Database database, TimeProvider clock)
{
    private const int Most = 100;

    public async Task<Standing> HandleAsync(BrandId brand, Guid member, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var now = clock.GetUtcNow();
        var policy = (await StoredPolicies<Policy>.OfAsync(brand, transaction, ct)).Policy;
        var history = await StoredPenalties.HistoryAsync(brand, member, policy, now, transaction, ct);
        var exempt = await StoredExemptions.ReasonAsync(brand, member, now, transaction, ct);
        var penalties = await transaction.QueryAsync<Penalty>(
            $"select {StoredPenalties.Columns} from penalties where brand_id = @brand and member_id = @member order by decided_at desc, case_id limit {Most}", new { brand, member }, ct);
        var acts = await StoredPenalties.ActsAsync(brand, [.. penalties.Select(penalty => penalty.CaseId)], transaction, ct);
        return new Standing(history.Sum(penalty => Ladder.Left(policy, penalty, now)), exempt, penalties, acts.ToLookup(act => act.CaseId));
    }
}
