using Steward.Kernel;
using Steward.Moderation.Discipline;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Cases;

/// <summary>One case with its newest offences, oldest of them first.</summary>
internal sealed record GetCase(BrandId Brand, Guid CaseId);

/// <summary>A case and the messages that made it.</summary>
/// <param name="Proposal">Of an open case: what follows if it is upheld now, and by which version of the policy.</param>
/// <param name="Penalty">Of an upheld case: its consequence, and what Channels was asked to do.</param>
internal sealed record CaseFile(Case Case, IReadOnlyList<Offence> Offences, (Proposal Proposal, PolicyInForce Policy)? Proposal, (Penalty Penalty, IReadOnlyList<PenaltyAct> Acts)? Penalty);

internal sealed class GetCaseHandler(Database database, TimeProvider clock)
{
    private const int MostOffences = 500;

    public async Task<Result<CaseFile>> HandleAsync(GetCase query, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(query.Brand, ct);
        var args = new { brand = query.Brand, query.CaseId, limit = MostOffences };
        if (await transaction.SingleOrDefaultAsync<Case>($"select {StoredCase.Columns} from cases where brand_id = @brand and case_id = @CaseId", args, ct) is not { } found)
        {
            return CaseProblems.NotFound(query.CaseId);
        }

        var offences = await transaction.QueryAsync<Offence>(
            """
            select message_id, group_id, rule_id, rule_version, rule_level, severity, reasons::text as reasons, matched, text, sent_at from offences
            where brand_id = @brand and case_id = @CaseId order by sent_at desc, message_id desc limit @limit
            """,
            args,
            ct);
        (Proposal, PolicyInForce)? proposal = found.State == CaseState.Open ? await StoredPenalties.ProposeAsync(found, clock.GetUtcNow(), transaction, ct) : null;
        return new CaseFile(found, [.. offences.Reverse()], proposal, await PenaltyAsync(query, transaction, ct));
    }

    private static async Task<(Penalty, IReadOnlyList<PenaltyAct>)?> PenaltyAsync(GetCase query, BrandTransaction transaction, CancellationToken ct) =>
        await transaction.SingleOrDefaultAsync<Penalty>($"select {StoredPenalties.Columns} from penalties where brand_id = @brand and case_id = @CaseId", new { brand = query.Brand, query.CaseId }, ct) is { } penalty
            ? (penalty, await StoredPenalties.ActsAsync(query.Brand, [query.CaseId], transaction, ct))
            : null;
}
