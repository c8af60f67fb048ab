using Steward.Contracts.Moderation.V1;
using Steward.Kernel;

namespace Steward.ServiceDefaults.Outbound;

/// <summary>Who wants to send a text, and what of it they let go.</summary>
/// <param name="By">Who.</param>
/// <param name="Leads">Whether they may let go what is for review.</param>
/// <param name="RuleIds">The rules whose findings in the text they looked at.</param>
public sealed record SendersWord(string By, bool Leads, IReadOnlyCollection<string> RuleIds);

/// <summary>What a verdict of the compliance gate means for the one who sends. Pure; the same rule for posts, automatic answers and operators' replies.</summary>
public static class OutboundVerdicts
{
    private const string Pass = "pass";
    private const string Hint = "hint";
    private const string Review = "review";

    /// <summary>
    /// Whether a text has to stay. What passes, with hints or without, goes out; of what is for review, what a lead let go of counts no more; anything else stays, a verdict that is not known here too.
    /// </summary>
    /// <param name="verdict">The gate's word on exactly this text.</param>
    /// <param name="letGo">What a lead looked at in exactly this text and let go; null: nothing.</param>
    public static bool Holds(this TextVerdict verdict, TextVerdict? letGo) => verdict.Verdict switch
    {
        Pass or Hint => false,
        Review => verdict.Holding(letGo).Count > 0,
        _ => true,
    };

    /// <summary>The findings for which a text has to stay, in its order.</summary>
    /// <param name="verdict">The gate's word on exactly this text.</param>
    /// <param name="letGo">What a lead looked at in exactly this text and let go; null: nothing.</param>
    public static IReadOnlyList<ComplianceFinding> Holding(this TextVerdict verdict, TextVerdict? letGo) => verdict.Verdict is Pass or Hint
        ? []
        : [.. verdict.Findings.Where(finding => finding.ExemptedBy.Length + finding.ApprovedBy.Length == 0 && finding.Severity != Hint && !(finding.Severity == Review && letGo?.Findings.Any(known => known.RuleId == finding.RuleId) == true))];

    /// <summary>Lets a text out, or says what has to change.</summary>
    /// <param name="verdict">The gate's word on exactly this text.</param>
    /// <param name="field">Path of the text in the request, for the problem.</param>
    /// <param name="word">Who sends it.</param>
    /// <param name="earlier">What a lead let go of in exactly this text before; null: nothing.</param>
    /// <returns>The findings that the caller lets go now, to be kept with who and when; null: there was nothing to let go.</returns>
    public static Result<TextVerdict?> Clear(this TextVerdict verdict, string field, SendersWord word, TextVerdict? earlier)
    {
        if (!verdict.Holds(earlier)) { return (TextVerdict?)null; }

        var holding = verdict.Holding(earlier);
        if (verdict.Verdict != Review) { return OutboundProblems.Blocked(field, holding); }

        if (!word.Leads) { return OutboundProblems.NeedsLead(field, holding); }

        var unseen = holding.Where(finding => !word.RuleIds.Contains(finding.RuleId)).ToArray();
        return unseen.Length > 0 ? OutboundProblems.NotLetGo(unseen) : new TextVerdict { Verdict = verdict.Verdict, Findings = { holding, earlier?.Findings ?? [] } };
    }
}
