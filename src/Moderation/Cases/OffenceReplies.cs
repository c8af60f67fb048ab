using Google.Protobuf.WellKnownTypes;
using Steward.Contracts.Moderation.V1;
using Steward.Moderation.Screening;
using Proto = Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Cases;

/// <summary>A message of a case, with what the rules that it names said in the versions that found it; null where that is not known any more.</summary>
internal sealed record ExplainedOffence(Offence Offence, Proto.RuleSummary? Rule, IReadOnlyList<(StoredReason Reason, Proto.RuleSummary? Rule)> Reasons);

/// <summary>A message of a case with all that was found in it, as a reply.</summary>
internal static class OffenceReplies
{
    public static Proto.Offence ToReply(ExplainedOffence explained)
    {
        var offence = explained.Offence;
        return new Proto.Offence
        {
            MessageId = offence.MessageId.ToString(),
            GroupId = offence.GroupId.ToString(),
            RuleId = offence.RuleId,
            Matched = offence.Matched,
            Text = offence.Text,
            SentAt = Timestamp.FromDateTimeOffset(offence.SentAt),
            Severity = offence.Severity,
            RuleLevel = offence.RuleLevel,
            RuleVersion = offence.RuleVersion,
            Score = explained.Reasons.Max(one => one.Reason.Model?.Probability) ?? 0,
            Reasons = { explained.Reasons.Select(one => ToReply(one.Reason, one.Rule)) },
            Rule = explained.Rule,
        };
    }

    private static OffenceReason ToReply(StoredReason reason, Proto.RuleSummary? rule) => new()
    {
        RuleId = reason.RuleId,
        RuleLevel = reason.Level,
        RuleVersion = reason.Version,
        OffenceClass = reason.OffenceClass,
        Severity = reason.Severity,
        Start = reason.Start,
        Length = reason.Length,
        SharpenedBy = reason.SharpenedBy ?? string.Empty,
        Term = reason.Term ?? string.Empty,
        HiddenBy = { reason.HiddenBy ?? [] },
        Model = reason.Model is { } model ? ToReply(model) : null,
        Rule = rule,
    };

    private static ModelVerdict ToReply(StoredModelVerdict model) => new()
    {
        Label = model.Label,
        Probability = model.Probability,
        Version = model.Version,
        Pieces = { model.Pieces.Select(piece => new WeightedPiece { Start = piece.Start, Length = piece.Length, Weight = piece.Weight }) },
    };
}
