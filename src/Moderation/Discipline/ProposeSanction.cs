using Steward.Kernel;
using Steward.Moderation.Policies;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Discipline;

/// <summary>What would follow if a member broke a rule now.</summary>
/// <param name="Policy">A policy that is not in force yet; null: the one that is.</param>
internal sealed record ProposeSanction(BrandId Brand, Guid Member, string OffenceClass, Policy? Policy);

/// <summary>Asks the ladder before anything has happened. Changes nothing.</summary>
internal sealed class ProposeSanctionHandler(Database database, TimeProvider clock)
{
    public async Task<Result<(Proposal Proposal, int Version)>> HandleAsync(ProposeSanction query, CancellationToken ct)
    {
        if (!Rules.OffenceClass.All.Contains(query.OffenceClass)) { return DisciplineProblems.Field("offence_class", $"one of {Rules.OffenceClass.Names}"); }

        if (query.Policy is { } asked && asked.Wrong() is { } problem) { return problem; }

        await using var transaction = await database.BeginAsync(query.Brand, ct);
        var inForce = await StoredPolicies<Policy>.OfAsync(query.Brand, transaction, ct);
        var (policy, now) = (query.Policy ?? inForce.Policy, clock.GetUtcNow());
        var history = await StoredPenalties.HistoryAsync(query.Brand, query.Member, policy, now, transaction, ct);
        var isExempt = await StoredExemptions.ReasonAsync(query.Brand, query.Member, now, transaction, ct) is not null;
        return (Ladder.Of(policy, history, query.OffenceClass, isExempt, now), query.Policy is null ? inForce.Version : 0);
    }
}
