using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Moderation;
using Steward.Moderation.Incidents;
using Steward.Moderation.Rules;
using Steward.Moderation.Rules.Versions;
using Steward.Moderation.Screening.Traffic;
using Steward.Moderation.Screening.Trials;

namespace Steward.Moderation.Screening;

/// <summary>Who joined which group lately.</summary>
internal sealed class RecentJoins
{
    public static readonly RecentJoins None = new();
    private readonly Dictionary<(Guid Group, Guid Member), DateTimeOffset> _joins = [];

    public void Add(Guid group, Guid member, DateTimeOffset at) => _joins[(group, member)] = at;

    public DateTimeOffset? Of(ReceivedMessage message) => _joins.TryGetValue((message.GroupId, message.SenderId), out var at) ? at : null;
}

/// <summary>What a batch came to.</summary>
/// <param name="Labels">One for each message, in their order.</param>
/// <param name="Signals">What each message says beside its label; null: nothing.</param>
/// <param name="Hits">How often each rule in force was broken.</param>
/// <param name="Stories">What was said in other groups before.</param>
internal sealed record ScreenedBatch(string[] Labels, IReadOnlyList<MessageSignal>?[] Signals, IReadOnlyList<FoundOffence> Offences, RuleTally Hits, IReadOnlyList<Story> Stories);

/// <summary>
/// Judges messages in their order: first what is remembered of the traffic, then the one <see cref="Screen"/> for what is in force and for what is in shadow.
/// Live screening and backtests both come through here. No input or output, no clock.
/// </summary>
internal static class BatchScreening
{
    /// <param name="trials">Takes what each of the rules' trials would have done.</param>
    public static ScreenedBatch Of(IReadOnlyList<ReceivedMessage> messages, BrandRules rules, RecentJoins joins, LaneTraffic traffic, IReadOnlyList<TrialTally> trials)
    {
        var (labels, signals, offences, hits, stories, scratch) = (new string[messages.Count], new IReadOnlyList<MessageSignal>?[messages.Count], new List<FoundOffence>(), new RuleTally(), new List<Story>(), Scratch.OfThread);

        // One envelope of a lane at a time; a delivery that was given up may still be running when the next one comes.
        lock (traffic)
        {
            for (var i = 0; i < messages.Count; i++)
            {
                var subject = traffic.Observe(messages[i], joins.Of(messages[i]), rules.NeedsPosts, rules.NeedsCopies || Story.MayBegin(messages[i]));
                var holding = rules.For(messages[i].GroupId);
                var verdict = Screen.Of(subject, holding, scratch);
                (labels[i], signals[i]) = (verdict.Label, holding.Signals(messages[i], scratch));
                if (Story.Of(subject) is { } story) { stories.Add(story); }

                if (scratch.Findings.Count > 0) { hits.Add(scratch.Findings, verdict); }

                if (verdict.Offence is { } finding) { offences.Add(new FoundOffence(messages[i], finding, [.. scratch.Findings], rules.PackOf(messages[i].GroupId))); }

                for (var trial = 0; trial < trials.Count; trial++)
                {
                    if (rules.Trials[trial].For(messages[i].GroupId) is { } tried) { trials[trial].Add(messages[i], verdict, Screen.Of(subject, tried, scratch), scratch.Findings); }
                }
            }
        }

        return new ScreenedBatch(labels, signals, offences, hits, stories);
    }
}
