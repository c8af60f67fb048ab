using System.Globalization;
using System.Text;
using Steward.Moderation.Classification;

namespace Steward.Cli.Moderation;

/// <summary>ROC curve and calibration side by side, as SVG.</summary>
internal static class EvaluationPlot
{
    private const int Side = 320;
    private const int Margin = 48;
    private const int MostPoints = 400;

    public static string Of(IReadOnlyList<(float Probability, bool Is)> judged, Evaluation evaluation)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns='http://www.w3.org/2000/svg' width='{(2 * Side) + (3 * Margin)}' height='{Side + (2 * Margin)}' font-family='sans-serif' font-size='12'><rect width='100%' height='100%' fill='white'/>");
        Frame(svg, 0, $"ROC, AUC {evaluation.Auc:F4}", "false positive rate", "recall");
        svg.Append("<polyline fill='none' stroke='#1f5fbf' stroke-width='2' points='");
        foreach (var (x, y) in Roc(judged)) { svg.Append(CultureInfo.InvariantCulture, $"{Margin + (x * Side):F1},{Margin + ((1 - y) * Side):F1} "); }

        svg.Append("'/>");
        Frame(svg, Side + Margin, $"calibration, error {evaluation.CalibrationError:F4}", "probability said", "share that deserved it");
        foreach (var bin in evaluation.Calibration.Where(bin => bin.Texts > 0))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx='{Side + (2 * Margin) + (bin.Mean * Side):F1}' cy='{Margin + ((1 - bin.Share) * Side):F1}' r='{2 + Math.Log10(bin.Texts) * 1.5:F1}' fill='#1f5fbf'><title>{bin.Texts} texts</title></circle>");
        }

        return svg.Append("</svg>").ToString();
    }

    private static void Frame(StringBuilder svg, int left, string title, string x, string y) => svg.Append(
        CultureInfo.InvariantCulture,
        $"""
        <g transform='translate({left + Margin},{Margin})'><rect width='{Side}' height='{Side}' fill='none' stroke='#888'/><line x1='0' y1='{Side}' x2='{Side}' y2='0' stroke='#ccc' stroke-dasharray='4'/>
        <text x='{Side / 2}' y='-12' text-anchor='middle'>{title}</text><text x='{Side / 2}' y='{Side + 28}' text-anchor='middle'>{x}</text><text transform='translate(-16,{Side / 2}) rotate(-90)' text-anchor='middle'>{y}</text></g>
        """);

    private static IEnumerable<(double X, double Y)> Roc(IReadOnlyList<(float Probability, bool Is)> judged)
    {
        var falling = judged.OrderByDescending(one => one.Probability).ToList();
        double positives = Math.Max(1, judged.Count(one => one.Is)), negatives = Math.Max(1, judged.Count(one => !one.Is));
        var (right, wrong, every) = (0, 0, Math.Max(1, judged.Count / MostPoints));
        yield return (0, 0);
        for (var k = 0; k < falling.Count; k++)
        {
            if (falling[k].Is) { right++; }
            else { wrong++; }

            if (k % every == 0 || k == falling.Count - 1) { yield return (wrong / negatives, right / positives); }
        }
    }
}
