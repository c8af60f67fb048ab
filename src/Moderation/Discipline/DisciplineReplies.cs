using Google.Protobuf.WellKnownTypes;
using Steward.Moderation.Policies;
using Proto = Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Discipline;

/// <summary>How consequences look in the contract.</summary>
internal static class DisciplineReplies
{
    public static Proto.Policy ToReply(Policy policy)
    {
        var reply = new Proto.Policy { WindowDays = policy.WindowDays, HalfLifeDays = policy.HalfLifeDays, WarningText = policy.WarningText, AtOnce = policy.AtOnce, MostAtOnce = policy.MostAtOnce };
        foreach (var (name, points) in policy.Weights) { reply.Weights.Add(name, points); }

        reply.Ladder.AddRange(policy.Ladder.Select(rung => new Proto.Rung { From = rung.From, Sanction = rung.Sanction }));
        reply.ZeroTolerance.AddRange(policy.ZeroTolerance);
        return reply;
    }

    public static Proto.GetPolicyResponse ToReply(PolicyInForce<Policy> policy) => new() { Version = policy.Version, Policy = ToReply(policy.Policy), SetAt = At(policy.SetAt), SetBy = policy.SetBy };

    public static Proto.Exemption ToReply(Exemption exemption) => new()
    {
        BrandId = exemption.BrandId.ToString(), MemberId = exemption.MemberId.ToString(), Reason = exemption.Reason, SetAt = Timestamp.FromDateTimeOffset(exemption.SetAt), SetBy = exemption.SetBy, Until = At(exemption.Until),
    };

    public static Policy ToPolicy(Proto.Policy policy) => new()
    {
        Weights = new Dictionary<string, double>(policy.Weights),
        WindowDays = policy.WindowDays,
        HalfLifeDays = policy.HalfLifeDays,
        Ladder = [.. policy.Ladder.Select(rung => new Rung(rung.From, rung.Sanction))],
        ZeroTolerance = [.. policy.ZeroTolerance],
        WarningText = policy.WarningText,
        AtOnce = policy.AtOnce,
        MostAtOnce = policy.MostAtOnce == 0 ? Policy.UsualAtOnce : policy.MostAtOnce,
    };

    public static Proto.Proposal ToReply(Proposal proposal, int policyVersion) =>
        new() { Sanction = proposal.Sanction, Points = proposal.Points, Standing = proposal.Standing, Reason = proposal.Reason, PolicyVersion = policyVersion };

    public static Proto.Penalty ToReply(Penalty penalty, IEnumerable<PenaltyAct> acts)
    {
        var reply = new Proto.Penalty
        {
            CaseId = penalty.CaseId.ToString(), BrandId = penalty.BrandId.ToString(), MemberId = penalty.MemberId.ToString(), GroupId = penalty.GroupId.ToString(), OffenceClass = penalty.OffenceClass,
            Points = penalty.Points, Standing = penalty.StandingBefore + penalty.Points, Proposed = penalty.Proposed, Sanction = penalty.Sanction, Reason = penalty.Reason, PolicyVersion = penalty.PolicyVersion, Note = penalty.Note,
            DecidedBy = penalty.DecidedBy, DecidedAt = Timestamp.FromDateTimeOffset(penalty.DecidedAt), OverturnedAt = At(penalty.OverturnedAt), Automatic = penalty.Automatic,
        };
        reply.Acts.AddRange(acts.Select(act => new Proto.PenaltyAct
        {
            CommandId = act.CommandId.ToString(), Kind = act.Kind, GroupId = act.GroupId?.ToString() ?? "", MessageId = act.MessageId?.ToString() ?? "", Outcome = act.Outcome, Reason = act.Reason,
        }));
        return reply;
    }

    public static Proto.Appeal ToReply(Appeal appeal, Penalty? penalty) => new()
    {
        AppealId = appeal.AppealId.ToString(), BrandId = appeal.BrandId.ToString(), CaseId = appeal.CaseId.ToString(), OnBehalf = appeal.OnBehalf, Text = appeal.Text, FiledBy = appeal.FiledBy,
        FiledAt = Timestamp.FromDateTimeOffset(appeal.FiledAt), State = appeal.State, Note = appeal.Note, Reviewer = appeal.Reviewer ?? "", DecidedAt = At(appeal.DecidedAt), Penalty = penalty is null ? null : ToReply(penalty, []),
    };

    private static Timestamp? At(DateTimeOffset? moment) => moment is { } at ? Timestamp.FromDateTimeOffset(at) : null;
}
