using Steward.Moderation.Classification;

namespace Steward.Moderation.Tests.Classification;

public sealed class EvaluationTests
{
    [Fact]
    public void Figures_are_as_their_definitions_say()
    {
        // Two of three right ones are labelled, and one of five wrong ones.
        (float, bool)[] judged = [(0.9f, true), (0.8f, true), (0.7f, false), (0.4f, true), (0.3f, false), (0.2f, false), (0.1f, false), (0.05f, false)];

        var evaluation = Evaluation.Of(judged, 0.5);

        Assert.Equal((2L, 1L, 1L, 4L), (evaluation.TruePositives, evaluation.FalsePositives, evaluation.FalseNegatives, evaluation.TrueNegatives));
        Assert.Equal((2 / 3.0, 2 / 3.0, 2 / 3.0, 0.2), (evaluation.Precision, evaluation.Recall, evaluation.F1, evaluation.FalsePositiveRate));
        Assert.Equal((2 / 3.0 + 0.8) / 2, evaluation.MacroF1, 12);
        // 14 of 15 pairs are in order.
        Assert.Equal(14 / 15.0, evaluation.Auc, 12);
    }

    [Fact]
    public void Ties_count_half() => Assert.Equal(0.5, Evaluation.Of([(0.5f, true), (0.5f, false), (0.5f, false)], 0.5).Auc);

    [Fact]
    public void One_sided_texts_have_no_area_under_a_curve() => Assert.False(double.IsFinite(Evaluation.Of([(0.5f, true)], 0.5).Auc));

    [Fact]
    public void Calibration_compares_what_was_said_with_what_happened()
    {
        var evaluation = Evaluation.Of([.. Enumerable.Range(0, 100).Select(n => (0.25f, n < 25)), .. Enumerable.Range(0, 100).Select(n => (0.85f, n < 65))], 0.5);

        Assert.Equal(0.1, evaluation.CalibrationError, 6);
        Assert.Equal((100, 0.25), (evaluation.Calibration[2].Texts, evaluation.Calibration[2].Share));
    }

    [Fact]
    public void Platt_scaling_finds_the_curve_that_made_the_outcomes()
    {
        var random = new Random(3);
        var judged = Enumerable.Range(0, 50_000).Select(_ => (float)(random.NextDouble() * 6) - 3).Select(score => (score, random.NextDouble() < 1 / (1 + Math.Exp((-2 * score) + 0.5)))).ToList();

        var (a, b) = PlattScaling.Fit(judged);

        Assert.InRange(a, -2.1, -1.9);
        Assert.InRange(b, 0.4, 0.6);
    }
}
