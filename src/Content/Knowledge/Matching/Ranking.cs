namespace Steward.Content.Knowledge.Matching;

/// <summary>
/// Which of the candidates answers a question best: a conditional logit (McFadden, 1974) over their features, learnt from questions whose entry is known. A candidate's probability is its share
/// among the candidates; whether any of them is right is the <see cref="Certainty"/>'s question.
/// </summary>
internal sealed record Ranking(Scaling Scaling, float[] Weights)
{
    private const int Steps = 200;
    private const double Penalty = 0.01;
    private const int ScaledOn = 3;

    /// <param name="examples">Questions of which one candidate is right.</param>
    /// <param name="ct">Ends it.</param>
    public static Ranking Train(IReadOnlyList<Example> examples, CancellationToken ct)
    {
        var scaling = Scaling.Of([.. examples.SelectMany(example => example.Candidates.Take(ScaledOn)).Select(candidate => candidate.Features)]);
        var rows = examples.Select(example => (Candidates: example.Candidates.Select(candidate => scaling.Apply(candidate.Features)).ToArray(), example.Right)).ToArray();
        var (weights, descent) = (new float[Candidate.FeatureCount], new Descent(Candidate.FeatureCount));
        for (var step = 0; step < Steps; step++)
        {
            ct.ThrowIfCancellationRequested();
            var gradient = weights.Select(weight => Penalty * weight).ToArray();
            foreach (var (candidates, right) in rows)
            {
                var shares = Shares(Array.ConvertAll(candidates, features => Dot(features, weights)));
                for (var candidate = 0; candidate < candidates.Length; candidate++)
                {
                    var error = (shares[candidate] - (candidate == right ? 1 : 0)) / rows.Length;
                    for (var at = 0; at < weights.Length; at++) { gradient[at] += error * candidates[candidate][at]; }
                }
            }

            descent.Step(weights, gradient);
        }

        return new Ranking(scaling, weights);
    }

    /// <summary>A candidate's score; only differences mean something.</summary>
    public double Score(Candidate candidate) => Scaling.Dot(candidate.Features, Weights);

    /// <summary>The probability of each score's candidate, provided that one of them is right.</summary>
    public static double[] Shares(double[] scores)
    {
        var most = scores.Max();
        var shares = Array.ConvertAll(scores, score => Math.Exp(score - most));
        var total = shares.Sum();
        for (var at = 0; at < shares.Length; at++) { shares[at] /= total; }

        return shares;
    }

    private static double Dot(float[] features, float[] weights)
    {
        var sum = 0f;
        for (var at = 0; at < features.Length; at++) { sum += features[at] * weights[at]; }

        return sum;
    }
}
