using System.Text.RegularExpressions;

namespace Steward.Moderation.Compliance;

/// <summary>Something in a text of ours that may not go out as it is.</summary>
/// <param name="Start">Where it begins in the text, in UTF-16 units.</param>
/// <param name="Advice">What to do instead.</param>
internal sealed record ComplianceFinding(string RuleId, string Category, Severity Severity, int Start, int Length, string Advice)
{
    /// <summary>Why it is one: the law, or the brand's reason.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>The advice in English; empty: there is none.</summary>
    public string AdviceEn { get; init; } = "";

    /// <summary>The evidence in English; empty: there is none.</summary>
    public string EvidenceEn { get; init; } = "";

    /// <summary>What could stand there instead; empty: the rule has nothing.</summary>
    public string Rewording { get; init; } = "";

    /// <summary>The brand's exemption that covers it; null: it counts.</summary>
    public Guid? ExemptedBy { get; init; }

    /// <summary>The approval of the text that covers it; null: it counts.</summary>
    public Guid? ApprovedBy { get; init; }

    /// <summary>Whether it says something about the verdict.</summary>
    public bool Counts => ExemptedBy is null && ApprovedBy is null;

    /// <summary>Whether it lies wholly within a part of the text.</summary>
    public bool LiesWithin(int start, int length) => start <= Start && Start + Length <= start + length;
}

/// <summary>Checks what we are about to say: templates, planned posts, live replies. Pure; the same text and rules always give the same findings.</summary>
internal static class ComplianceGate
{
    private const string Unread = "unread";

    /// <summary>Who warns of these names them.</summary>
    private static readonly string[] Warnable = ["promise", "fraud", "medical", "finance"];

    /// <summary>All findings, in the order of the text; empty: it may go out. A text that a rule cannot read in time is for a person to look at.</summary>
    public static IReadOnlyList<ComplianceFinding> Check(string text, ComplianceRules rules)
    {
        var findings = new List<ComplianceFinding>();
        try
        {
            foreach (var view in new[] { TextView.Sentences, TextView.Letters }) { Add(findings, SqueezedText.Of(text, view), view, rules); }

            findings.AddRange(PersonalMail.In(text, rules));
        }
        catch (RegexMatchTimeoutException)
        {
            findings.Add(new ComplianceFinding(Unread, Unread, Severity.Review, 0, text.Length, "这段文字太不寻常，没能在限时内检查完，需要人工审核。")
            {
                AdviceEn = "This text is too unusual to be checked in time: a person has to look at it.",
            });
        }

        return [.. findings.OrderBy(finding => finding.Start).ThenByDescending(finding => finding.Severity)];
    }

    private static void Add(List<ComplianceFinding> findings, SqueezedText squeezed, TextView view, ComplianceRules rules)
    {
        var warns = rules.Warnings.IsMatch(squeezed.Text);
        var ordinary = rules.Ordinary.Matches(squeezed.Text).Select(match => (match.Index, End: match.Index + match.Length)).ToList();
        foreach (var rule in rules.Rules.Where(rule => rule.View == view && !(warns && Warnable.Contains(rule.Category))))
        {
            foreach (var match in rule.Pattern.EnumerateMatches(squeezed.Text))
            {
                var at = match.Index;
                if (ordinary.Exists(span => span.Index <= at && at < span.End)) { continue; }

                var (start, length) = squeezed.Place(at, match.Length);
                findings.Add(new ComplianceFinding(rule.Id, rule.Category, rule.Severity, start, length, rule.Advice)
                {
                    AdviceEn = rule.AdviceEn, Evidence = rules.LawOf(rule.Category), EvidenceEn = rules.EnglishLawOf(rule.Category),
                    Rewording = rule.Rewordings.Count > 0 ? rule.Rewordings.GetValueOrDefault(squeezed.Text.Substring(at, match.Length), "") : "",
                });
            }
        }
    }
}
