using Steward.Kernel;
using Steward.Moderation.Discipline;
using Steward.Moderation.Policies;
using Steward.Moderation.Rules.Versions;
using Steward.Moderation.Screening;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Cases;

/// <summary>One case with its newest offences, oldest of them first.</summary>
internal sealed record GetCase(BrandId Brand, Guid CaseId);

/// <summary>A case and the messages that made it.</summary>
/// <param name="Proposal">Of an open case: what follows if it is upheld now, and by which version of the policy.</param>
/// <param name="Penalty">Of an upheld case: its consequence, and what Channels was asked to do.</param>
internal sealed record CaseFile(Case Case, IReadOnlyList<ExplainedOffence> Offences, (Proposal Proposal, PolicyInForce<Policy> Policy)? Proposal, (Penalty Penalty, IReadOnlyList<PenaltyAct> Acts)? Penalty);

internal sealed class GetCaseHandler(Database database, VersionSummaries summaries, TimeProvider clock)
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
        (Proposal, PolicyInForce<Policy>)? proposal = found.State == CaseState.Open ? await StoredPenalties.ProposeAsync(found, clock.GetUtcNow(), transaction, ct) : null;
        return new CaseFile(found, await ExplainAsync(query.Brand, [.. offences.Reverse()], transaction, ct), proposal, await PenaltyAsync(query, transaction, ct));
    }

    /// <summary>Each offence with what the rules that it names said then: all versions at once, whatever the number of offences.</summary>
    private async Task<IReadOnlyList<ExplainedOffence>> ExplainAsync(BrandId brand, IReadOnlyList<Offence> offences, BrandTransaction transaction, CancellationToken ct)
    {
        var read = offences.Select(offence => (Offence: offence, Reasons: StoredReason.Read(offence.Reasons))).ToList();
        var versions = read.SelectMany(one => one.Reasons.Select(reason => VersionKey.Of(brand, reason.Level, reason.Pack, reason.Version)).Append(NamedIn(brand, one.Offence, one.Reasons)));
        var said = await summaries.OfAsync(brand, versions.OfType<VersionKey>(), transaction, ct);
        return
        [
            .. read.Select(one => new ExplainedOffence(
                one.Offence,
                said.Of(NamedIn(brand, one.Offence, one.Reasons), one.Offence.RuleId),
                [.. one.Reasons.Select(reason => (reason, said.Of(VersionKey.Of(brand, reason.Level, reason.Pack, reason.Version), reason.RuleId)))])),
        ];
    }

    // The offence itself names no pack; the reason that it was taken from does.
    private static VersionKey? NamedIn(BrandId brand, Offence offence, IReadOnlyList<StoredReason> reasons) =>
        VersionKey.Of(brand, offence.RuleLevel, reasons.FirstOrDefault(reason => reason.RuleId == offence.RuleId && reason.Level == offence.RuleLevel)?.Pack, offence.RuleVersion);

    private static async Task<(Penalty, IReadOnlyList<PenaltyAct>)?> PenaltyAsync(GetCase query, BrandTransaction transaction, CancellationToken ct) =>
        await transaction.SingleOrDefaultAsync<Penalty>($"select {StoredPenalties.Columns} from penalties where brand_id = @brand and case_id = @CaseId", new { brand = query.Brand, query.CaseId }, ct) is { } penalty
            ? (penalty, await StoredPenalties.ActsAsync(query.Brand, [query.CaseId], transaction, ct))
            : null;
}
