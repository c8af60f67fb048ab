using Google.Protobuf.WellKnownTypes;
using Proto = Steward.Contracts.Moderation.V1;

namespace Steward.Moderation.Screening.Trials;

/// <summary>A message to look at, as it is stored.</summary>
internal sealed record ShownSample
{
    public string RuleId { get; init; } = string.Empty;
    public string Outcome { get; init; } = string.Empty;
    public Guid MessageId { get; init; }
    public Guid GroupId { get; init; }
    public string Matched { get; init; } = string.Empty;
    public string Text { get; init; } = string.Empty;
    public DateTimeOffset SentAt { get; init; }
}

/// <summary>What a version would have done: the same of live traffic and of a backtest.</summary>
/// <param name="Offences">That it finds.</param>
internal sealed record TrialReport(long Messages, long Offences, IReadOnlyList<TrialRule> Rules, IReadOnlyList<ShownSample> Samples)
{
    public static TrialReport Of(TrialTally tally) => new(
        tally.Messages,
        tally.Offences,
        [.. tally.Rules.OrderBy(rule => rule.RuleId, StringComparer.Ordinal)],
        [
            .. from sample in tally.Samples.Values
               orderby sample.RuleId, sample.Message.SentAt, sample.Message.MessageId
               select new ShownSample
               {
                   RuleId = sample.RuleId, Outcome = sample.Outcome, MessageId = sample.Message.MessageId, GroupId = sample.Message.GroupId, Matched = sample.Matched, Text = sample.Message.Text, SentAt = sample.Message.SentAt,
               },
        ]);

    /// <param name="said">What the rules say, by their ids.</param>
    public Proto.TrialReport ToReply(IReadOnlyDictionary<string, Proto.RuleSummary> said)
    {
        var reply = new Proto.TrialReport { Messages = Messages, Offences = Offences };
        reply.Rules.AddRange(Rules.Select(rule => new Proto.TrialRule { RuleId = rule.RuleId, Hits = rule.Hits, Decided = rule.Decided, Gained = rule.Gained, Lost = rule.Lost, Summary = said.GetValueOrDefault(rule.RuleId) }));
        reply.Samples.AddRange(Samples.Select(sample => new Proto.TrialSample
        {
            RuleId = sample.RuleId, Outcome = sample.Outcome, MessageId = sample.MessageId.ToString(), GroupId = sample.GroupId.ToString(),
            Matched = sample.Matched, Text = sample.Text, SentAt = Timestamp.FromDateTimeOffset(sample.SentAt),
        }));
        return reply;
    }
}
