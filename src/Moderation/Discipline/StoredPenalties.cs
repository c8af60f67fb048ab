using Steward.Kernel;
using Steward.Moderation.Cases;
using Steward.Moderation.Policies;
using Steward.ServiceDefaults.Storage;

namespace Steward.Moderation.Discipline;

/// <summary>How penalties lie in the tables <c>penalties</c> and <c>penalty_acts</c>, and what the ladder makes of them.</summary>
internal static class StoredPenalties
{
    public const string Columns =
        "brand_id, case_id, member_id, group_id, offence_class, points, standing_before, proposed, sanction, reason, policy_version, note, decided_by, decided_at, overturned_at, automatic";

    /// <summary>What the ladder says about a case now, and by which policy.</summary>
    public static async Task<(Proposal Proposal, PolicyInForce<Policy> Policy)> ProposeAsync(Case about, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct)
    {
        var brand = new BrandId(about.BrandId);
        var policy = await StoredPolicies<Policy>.OfAsync(brand, transaction, ct);
        var isExempt = await StoredExemptions.ReasonAsync(brand, about.MemberId, now, transaction, ct) is not null;
        return (Ladder.Of(policy.Policy, await HistoryAsync(brand, about.MemberId, policy.Policy, now, transaction, ct), about.OffenceClass, isExempt, now), policy);
    }

    /// <summary>What still counts against a member.</summary>
    public static async Task<IReadOnlyList<PastPenalty>> HistoryAsync(BrandId brand, Guid member, Policy policy, DateTimeOffset now, BrandTransaction transaction, CancellationToken ct)
    {
        var rows = await transaction.QueryAsync<Past>(
            "select offence_class, points, decided_at from penalties where brand_id = @brand and member_id = @member and decided_at >= @since and overturned_at is null and points > 0",
            new { brand, member, since = now.AddDays(-policy.WindowDays) },
            ct);
        return [.. rows.Select(row => new PastPenalty(row.OffenceClass, row.Points, row.DecidedAt))];
    }

    public static Task AddAsync(Penalty penalty, BrandTransaction transaction, CancellationToken ct) => transaction.ExecuteAsync(
        $"""
        insert into penalties ({Columns})
        values (@BrandId, @CaseId, @MemberId, @GroupId, @OffenceClass, @Points, @StandingBefore, @Proposed, @Sanction, @Reason, @PolicyVersion, @Note, @DecidedBy, @DecidedAt, @OverturnedAt, @Automatic)
        """,
        penalty,
        ct);

    public static Task<IReadOnlyList<PenaltyAct>> ActsAsync(BrandId brand, Guid[] cases, BrandTransaction transaction, CancellationToken ct) => transaction.QueryAsync<PenaltyAct>(
        "select command_id, case_id, kind, group_id, message_id, outcome, reason from penalty_acts where brand_id = @brand and case_id = any (@cases) order by case_id, kind, command_id",
        new { brand, cases },
        ct);

    private sealed record Past
    {
        public required string OffenceClass { get; init; }
        public required double Points { get; init; }
        public required DateTimeOffset DecidedAt { get; init; }
    }
}
