using Steward.Contracts.Events.Channels;
using Steward.Moderation.Rules;

namespace Steward.Moderation.Screening.Trials;

/// <summary>How often a rule was broken, and how often it was the one that was named.</summary>
internal sealed record RuleHits(RuleLevel Level, int Version, string RuleId)
{
    public long Hits { get; set; }
    public long Decided { get; set; }
}

/// <summary>Counts findings by rule; a rule counts once for a message.</summary>
internal sealed class RuleTally
{
    private readonly Dictionary<(RuleLevel, int, string), RuleHits> _rules = [];

    public IReadOnlyCollection<RuleHits> All => _rules.Values;

    public void Add(List<Finding> findings, in Verdict verdict)
    {
        for (var i = 0; i < findings.Count; i++)
        {
            var finding = findings[i];
            if (findings.FindIndex(one => one.Order == finding.Order) == i) { Of(finding).Hits++; }
        }

        if (verdict.Offence is { } named) { Of(named).Decided++; }
    }

    private RuleHits Of(in Finding finding)
    {
        var key = (finding.Level, finding.Version, finding.RuleId);
        return _rules.TryGetValue(key, out var known) ? known : _rules[key] = new RuleHits(finding.Level, finding.Version, finding.RuleId);
    }
}

/// <summary>What a version would make of messages compared with what was made of them, in its wire spelling.</summary>
internal static class TrialOutcome
{
    /// <summary>An offence either way.</summary>
    public const string Same = "same";

    /// <summary>It would find an offence where there was none.</summary>
    public const string Gained = "gained";

    /// <summary>It would let an offence pass.</summary>
    public const string Lost = "lost";
}

/// <summary>One rule's share in a trial.</summary>
internal sealed record TrialRule(string RuleId)
{
    /// <summary>Messages that break it, hints included.</summary>
    public long Hits { get; set; }

    /// <summary>Offences that it is named for.</summary>
    public long Decided { get; set; }

    /// <summary>Of those, offences that are none now.</summary>
    public long Gained { get; set; }

    /// <summary>Offences of today's rule of this id that would pass.</summary>
    public long Lost { get; set; }
}

/// <summary>A message to look at.</summary>
internal sealed record TrialSample(string RuleId, string Outcome, ReceivedMessage Message, string Matched);

/// <summary>What a version would have done. Bounded: a few samples of each rule, whatever the number of messages.</summary>
internal sealed class TrialTally
{
    /// <summary>Samples of a rule and an outcome in a lane; a newer message takes the place that its id names.</summary>
    public const int Slots = 8;

    private readonly Dictionary<string, TrialRule> _rules = new(StringComparer.Ordinal);
    private readonly Dictionary<(string RuleId, int Slot), TrialSample> _samples = [];

    public long Messages { get; private set; }

    public long Offences { get; private set; }

    public IReadOnlyCollection<TrialRule> Rules => _rules.Values;

    public IReadOnlyDictionary<(string RuleId, int Slot), TrialSample> Samples => _samples;

    /// <summary>Takes a message with today's verdict and the one that the version gives, whose findings these are.</summary>
    public void Add(ReceivedMessage message, in Verdict today, in Verdict tried, List<Finding> findings)
    {
        Messages++;
        for (var i = 0; i < findings.Count; i++)
        {
            var finding = findings[i];
            if (findings.FindIndex(one => one.Order == finding.Order) == i) { Of(finding.RuleId).Hits++; }
        }

        if (tried.Offence is { } offence)
        {
            Offences++;
            var rule = Of(offence.RuleId);
            rule.Decided++;
            if (today.Offence is null) { rule.Gained++; }

            Sample(message, offence, today.Offence is null ? TrialOutcome.Gained : TrialOutcome.Same);
        }
        else if (today.Offence is { } lost)
        {
            Of(lost.RuleId).Lost++;
            Sample(message, lost, TrialOutcome.Lost);
        }
    }

    private TrialRule Of(string ruleId) => _rules.TryGetValue(ruleId, out var known) ? known : _rules[ruleId] = new TrialRule(ruleId);

    private void Sample(ReceivedMessage message, in Finding finding, string outcome) =>
        _samples[(finding.RuleId, SlotOf(message.MessageId, outcome))] = new TrialSample(finding.RuleId, outcome, message, message.Text.Substring(finding.Start, finding.Length));

    /// <summary>The same message always has the same place, so that one that comes again changes nothing.</summary>
    private static int SlotOf(Guid message, string outcome) =>
        (int)((uint)message.GetHashCode() % Slots) + (Slots * outcome switch { TrialOutcome.Same => 0, TrialOutcome.Gained => 1, _ => 2 });
}
