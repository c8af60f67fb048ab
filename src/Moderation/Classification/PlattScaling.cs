namespace Steward.Moderation.Classification;

/// <summary>
/// Turns scores into probabilities: 1 / (1 + exp(a × score + b)), fitted by Newton's method with backtracking on smoothed targets
/// (Lin, Lin, Weng, Machine Learning 68, 2007, the corrected form of Platt 1999).
/// </summary>
internal static class PlattScaling
{
    private const int MostSteps = 100;
    private const double Ridge = 1e-12;
    private const double SmallStep = 1e-10;
    private const double Enough = 1e-5;

    public static (double A, double B) Fit(IReadOnlyList<(float Score, bool Is)> judged)
    {
        double positives = judged.Count(one => one.Is), negatives = judged.Count - positives;
        var targets = judged.Select(one => one.Is ? (positives + 1) / (positives + 2) : 1 / (negatives + 2)).ToArray();
        double a = 0, b = Math.Log((negatives + 1) / (positives + 1));
        var loss = Loss(judged, targets, a, b);
        for (var step = 0; step < MostSteps; step++)
        {
            double h11 = Ridge, h22 = Ridge, h21 = 0, g1 = 0, g2 = 0;
            for (var i = 0; i < targets.Length; i++)
            {
                double score = judged[i].Score, p = 1 / (1 + Math.Exp((score * a) + b)), d = p * (1 - p), off = targets[i] - p;
                (h11, h22, h21) = (h11 + (score * score * d), h22 + d, h21 + (score * d));
                (g1, g2) = (g1 + (score * off), g2 + off);
            }

            if (Math.Abs(g1) < Enough && Math.Abs(g2) < Enough) { break; }

            var determinant = (h11 * h22) - (h21 * h21);
            double da = -((h22 * g1) - (h21 * g2)) / determinant, db = -((h11 * g2) - (h21 * g1)) / determinant, slope = (g1 * da) + (g2 * db);
            var size = 1.0;
            for (; size >= SmallStep; size /= 2)
            {
                var next = Loss(judged, targets, a + (size * da), b + (size * db));
                if (next >= loss + (0.0001 * size * slope)) { continue; }

                (a, b, loss) = (a + (size * da), b + (size * db), next);
                break;
            }

            if (size < SmallStep) { break; }
        }

        return (a, b);
    }

    /// <summary>Cross entropy, written so that no exponential overflows.</summary>
    private static double Loss(IReadOnlyList<(float Score, bool Is)> judged, double[] targets, double a, double b)
    {
        double loss = 0;
        for (var i = 0; i < targets.Length; i++)
        {
            var x = (judged[i].Score * a) + b;
            loss += x >= 0 ? (targets[i] * x) + Math.Log(1 + Math.Exp(-x)) : ((targets[i] - 1) * x) + Math.Log(1 + Math.Exp(x));
        }

        return loss;
    }
}
