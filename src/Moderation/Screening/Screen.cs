using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Moderation;
using Steward.Moderation.Rules;

namespace Steward.Moderation.Screening;

/// <summary>What screening says of one message.</summary>
/// <param name="Label">One of <see cref="ScreeningLabel"/>.</param>
/// <param name="Offence">The rule that was broken; null unless the label is offence.</param>
internal readonly record struct Verdict(string Label, Finding? Offence);

/// <summary>The decision on one message; the same rules and the same message always give the same verdict.</summary>
internal static class Screen
{
    private const string TextKind = "text";

    /// <summary>Staff are exempt; an offence is never also a question; only typed text can ask.</summary>
    public static Verdict Of(ReceivedMessage message, CompiledRules rules)
    {
        if (message.FromStaff || message.Text.Length == 0) { return new Verdict(ScreeningLabel.Chatter, null); }

        if (rules.Find(message.Text) is { } finding) { return new Verdict(ScreeningLabel.Offence, finding); }

        return new Verdict(message.Kind == TextKind && Questions.IsQuestion(message.Text) ? ScreeningLabel.Question : ScreeningLabel.Chatter, null);
    }
}
