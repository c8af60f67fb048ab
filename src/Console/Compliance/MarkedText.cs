using Steward.Contracts.Moderation.V1;

namespace Steward.Console.Compliance;

/// <summary>A piece of a text, and the gravest of the findings that lie over it; null: nothing was found in it.</summary>
internal sealed record MarkedPiece(string Text, ComplianceFinding? Finding);

/// <summary>A text cut where findings begin and end, so that findings that overlap are all seen.</summary>
internal static class MarkedText
{
    public static IReadOnlyList<MarkedPiece> Of(string text, IReadOnlyList<ComplianceFinding> findings)
    {
        var cuts = new SortedSet<int> { 0, text.Length };
        foreach (var finding in findings) { cuts.UnionWith([Math.Clamp(finding.Start, 0, text.Length), Math.Clamp(finding.Start + finding.Length, 0, text.Length)]); }

        return
        [
            .. cuts.Zip(cuts.Skip(1)).Select(cut => new MarkedPiece(
                text[cut.First..cut.Second],
                findings.Where(finding => finding.Start <= cut.First && cut.Second <= finding.Start + finding.Length).MaxBy(WeightOf))),
        ];
    }

    /// <summary>Whether it says something about the verdict.</summary>
    public static bool Counts(this ComplianceFinding finding) => finding.ExemptedBy.Length + finding.ApprovedBy.Length == 0;

    private static int WeightOf(ComplianceFinding finding) => !finding.Counts() ? 0 : finding.Severity switch { "block" => 3, "review" => 2, _ => 1 };
}
