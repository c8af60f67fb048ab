using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;
using Steward.Moderation.Classification;

namespace Steward.Cli.Moderation;

/// <summary>An evaluation for people and for programs.</summary>
internal static class Figures
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static object Of(Evaluation of) => new
    {
        threshold = of.Threshold, precision = of.Precision, recall = of.Recall, f1 = of.F1, macroF1 = of.MacroF1, falsePositiveRate = of.FalsePositiveRate, auc = double.IsFinite(of.Auc) ? of.Auc : (double?)null,
        calibrationError = of.CalibrationError, confusion = new { of.TruePositives, of.FalsePositives, of.FalseNegatives, of.TrueNegatives },
        calibration = of.Calibration.Select(bin => new { bin.Texts, bin.Mean, bin.Share }),
    };

    public static void Print(Evaluation of)
    {
        var figures = new Table().AddColumns("threshold", "precision", "recall", "F1", "macro F1", "FPR", "AUC", "calibration error");
        figures.AddRow($"{of.Threshold:F3}", $"{of.Precision:F4}", $"{of.Recall:F4}", $"{of.F1:F4}", $"{of.MacroF1:F4}", $"{of.FalsePositiveRate:P3}", double.IsFinite(of.Auc) ? $"{of.Auc:F4}" : "–", $"{of.CalibrationError:F4}");
        AnsiConsole.Write(figures);
        var confusion = new Table().AddColumns("", "labelled", "not labelled");
        confusion.AddRow("deserves it", $"{of.TruePositives:N0}", $"{of.FalseNegatives:N0}").AddRow("does not", $"{of.FalsePositives:N0}", $"{of.TrueNegatives:N0}");
        AnsiConsole.Write(confusion);
    }
}
