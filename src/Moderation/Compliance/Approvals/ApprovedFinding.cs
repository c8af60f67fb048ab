using System.Text.Json;
using Steward.Moderation.Compliance.Phrases;

namespace Steward.Moderation.Compliance.Approvals;

/// <summary>A finding that an approval covers: this rule, as grave as it was, at these words. A rule that comes later, weighs more or finds other words is another finding.</summary>
internal sealed record ApprovedFinding(string RuleId, string Category, string Severity, string Words)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>What no proof makes lawful: a promise of returns or without risk (Advertising Law, article 25), and what is false or forbidden itself (article 28).</summary>
    private static readonly string[] BeyondProof = ["finance", "fraud"];

    /// <summary>Whether somebody may approve it. What a rule takes for one of these by mistake is for an exemption.</summary>
    public bool IsApprovable => Severity != Compliance.Severity.Block.Name() || !BeyondProof.Contains(Category);

    public static ApprovedFinding Of(string text, ComplianceFinding finding) =>
        new(finding.RuleId, finding.Category, finding.Severity.Name(), ApprovedText.Normalise(text.Substring(finding.Start, finding.Length)));

    /// <summary>What counts in a text by the rules of a moment, each once.</summary>
    public static IReadOnlyList<ApprovedFinding> In(string text, CompiledPhrases phrases, DateTimeOffset now) =>
        [.. phrases.Check(text, ComplianceRules.AdLaw, now).Where(finding => finding.Counts).Select(finding => Of(text, finding)).Distinct()];

    public static string Write(IEnumerable<ApprovedFinding> findings) => JsonSerializer.Serialize(findings, Json);

    public static IReadOnlyList<ApprovedFinding> Read(string stored) => JsonSerializer.Deserialize<IReadOnlyList<ApprovedFinding>>(stored, Json) ?? [];
}
