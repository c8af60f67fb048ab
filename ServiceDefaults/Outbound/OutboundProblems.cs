using Steward.Contracts.Moderation.V1;
using Steward.Kernel;

namespace Steward.ServiceDefaults.Outbound;

/// <summary>Why a text may not leave Steward: the same codes in every service that sends.</summary>
public static class OutboundProblems
{
    /// <summary>The status travels in headers: the gravest is said, the gate tells all.</summary>
    private const int MostInWords = 3;

    /// <summary>The gate gave no answer.</summary>
    public static readonly Problem Unchecked = new("STW-013", ProblemKind.Unavailable, "The compliance check does not answer, and nothing goes out unchecked; try again in a moment.");

    internal static Problem Blocked(string field, IReadOnlyList<ComplianceFinding> findings) =>
        Problem.InvalidField("STW-010", field, $"{field} may not go out as it is. {Told(findings)}");

    internal static Problem NeedsLead(string field, IReadOnlyList<ComplianceFinding> findings) =>
        new("STW-011", ProblemKind.Forbidden, $"{field} goes out only when a lead lets it go, or when it is changed. {Told(findings)}", field);

    internal static Problem NotLetGo(IReadOnlyList<ComplianceFinding> findings) => Problem.InvalidField(
        "STW-012", "let_go", $"Look at these and name them in let_go ({string.Join(", ", findings.Select(finding => finding.RuleId).Distinct().Take(MostInWords))}), or change the text. {Told(findings)}");

    private static string Told(IReadOnlyList<ComplianceFinding> findings) => string.Join(' ', findings.Take(MostInWords).Select(Told))
        + (findings.Count > MostInWords ? $" And {findings.Count - MostInWords} more." : "");

    private static string Told(ComplianceFinding finding) =>
        $"At {finding.Start}, {finding.Length} long: {finding.Category} ({Short(finding.Evidence)}). {Short(finding.Advice)}{(finding.Rewording.Length > 0 ? $" Write instead: {Short(finding.Rewording)}." : "")}";

    private static string Short(string words) => words.Length <= 80 ? words : $"{words[..(char.IsHighSurrogate(words[79]) ? 79 : 80)]}…";
}
