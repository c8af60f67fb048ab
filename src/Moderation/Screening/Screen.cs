using Steward.Contracts.Events.Moderation;
using Steward.Moderation.Rules;

namespace Steward.Moderation.Screening;

/// <summary>What screening says of one message.</summary>
/// <param name="Label">One of <see cref="ScreeningLabel"/>.</param>
/// <param name="Named">The finding that counts; of an offence the rule that was broken, otherwise at most a hint.</param>
internal readonly record struct Verdict(string Label, Finding? Named)
{
    /// <summary>The rule that was broken; null unless the label is offence.</summary>
    public Finding? Offence => Label == ScreeningLabel.Offence ? Named : null;
}

/// <summary>The decision on one message, live, in shadow and in a backtest; the same rules and the same subject always give the same verdict.</summary>
internal static class Screen
{
    private const string TextKind = "text";

    /// <summary>Staff are exempt; an offence is never also a question; only typed text can ask. All findings are left in the scratch.</summary>
    public static Verdict Of(in Subject subject, CompiledRules rules, Scratch scratch)
    {
        scratch.Findings.Clear();
        if (subject.Message.FromStaff) { return new Verdict(ScreeningLabel.Chatter, null); }

        var named = rules.Find(subject, scratch);
        if (named is { Severity: >= Severity.Review }) { return new Verdict(ScreeningLabel.Offence, named); }

        return new Verdict(subject.Message.Kind == TextKind && Questions.IsQuestion(subject.Message.Text) ? ScreeningLabel.Question : ScreeningLabel.Chatter, named);
    }
}
