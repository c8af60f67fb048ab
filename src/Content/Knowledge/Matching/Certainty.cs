namespace Steward.Content.Knowledge.Matching;

/// <summary>
/// How probable it is that the best candidate is right, from what speaks for it, how far it is ahead, and how sure the ranking is: the mean of boosted trees, which find that two things matter together,
/// and of a logistic regression, which does not go astray where there was little to learn from. Both minimise the logarithmic loss, so that the outcome is a probability.
/// </summary>
internal sealed record Certainty(Scaling Scaling, float[] Weights, Forest Forest)
{
    /// <summary>Features of the best candidate and four of the ranking.</summary>
    public const int FeatureCount = Candidate.FeatureCount + 4;

    private const int Steps = 300;
    private const double Penalty = 0.01;
    private const double ForestShare = 2.0 / 3;
    private const float Nothing = -9;

    /// <param name="rows">What <see cref="Features"/> gave, and whether the best candidate was right.</param>
    /// <param name="ct">Ends it.</param>
    public static Certainty Train(IReadOnlyList<(float[] Features, bool Right)> rows, CancellationToken ct)
    {
        var scaling = Scaling.Of([.. rows.Select(row => row.Features)]);
        var scaled = rows.Select(row => (Features: scaling.Apply(row.Features), row.Right)).ToArray();
        // The last is the constant.
        var (weights, descent) = (new float[FeatureCount + 1], new Descent(FeatureCount + 1));
        for (var step = 0; step < Steps; step++)
        {
            ct.ThrowIfCancellationRequested();
            var gradient = weights.Select((weight, at) => at < FeatureCount ? Penalty * weight : 0).ToArray();
            foreach (var (features, right) in scaled)
            {
                double sum = weights[^1];
                for (var at = 0; at < features.Length; at++) { sum += features[at] * weights[at]; }

                var error = (Logistic(sum) - (right ? 1 : 0)) / scaled.Length;
                for (var at = 0; at < features.Length; at++) { gradient[at] += error * features[at]; }

                gradient[^1] += error;
            }

            descent.Step(weights, gradient);
        }

        return new Certainty(scaling, weights, Forest.Train(rows, ct));
    }

    /// <summary>The features of a ranked list, best first, with the scores of the first two.</summary>
    public static float[] Features(Candidate best, double share, double score, double? second) =>
        [.. best.Features, (float)(score - (second ?? score + Nothing)), (float)share, (float)score, (float)(second ?? Nothing)];

    /// <summary>The probability, above 0 and below 1.</summary>
    public double Of(float[] features) => Math.Clamp((ForestShare * Forest.Probability(features)) + ((1 - ForestShare) * Logistic(Scaling.Dot(features, Weights) + Weights[^1])), 1e-4, 1 - 1e-4);

    private static double Logistic(double value) => 1 / (1 + Math.Exp(-value));
}
