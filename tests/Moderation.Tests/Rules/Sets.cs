using Steward.Contracts.Events.Channels;
using Steward.Moderation.Rules;
using Steward.Moderation.Rules.Kinds;
using Steward.Moderation.Screening;

namespace Steward.Moderation.Tests.Rules;

/// <summary>Short ways to say rules and messages.</summary>
internal static class Sets
{
    public static RuleSet Of(params Rule[] rules) => new() { Rules = rules };

    public static KeywordRule Words(string id, string offenceClass, params string[] terms) => new() { RuleId = id, OffenceClass = offenceClass, Terms = [.. terms.Select(term => new Term(term))] };

    public static CompiledRules Compiled(params Rule[] rules) => CompiledRules.Compile(EffectiveRules.Of(new RuleLayer(RuleLevel.Brand, 3, Of(rules))));

    public static Subject Says(string text, string kind = "text", DateTimeOffset? joinedAt = null) => new(Message(text, kind), joinedAt, default, []);

    public static ReceivedMessage Message(string text, string kind = "text") => ModerationBench.Says(Guid.NewGuid(), text, kind: kind);

    /// <summary>What a rule set finds first: rule and matched text.</summary>
    public static (string RuleId, string Matched)? Find(this CompiledRules rules, string text, string kind = "text") =>
        rules.Find(Says(text, kind), new Scratch()) is { } found ? (found.RuleId, text.Substring(found.Start, found.Length)) : null;

    public static Verdict Verdict(this CompiledRules rules, in Subject subject) => Screen.Of(subject, rules, new Scratch());
}
