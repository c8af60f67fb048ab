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

    /// <summary>Hardly any text scores beyond.</summary>
    private const float MostScore = 3;

    public static (double A, double B) Fit(IReadOnlyList<(float Score, bool Is)> judged)
    {
        double positives = judged.Count(one => one.Is), negatives = judged.Count - positives;
        return Fit([.. judged.Select(one => (one.Score, one.Is ? (positives + 1) / (positives + 2) : 1 / (negatives + 2)))], 0, Math.Log((negatives + 1) / (positives + 1)));
    }

    /// <summary>Fits anew with a reading that is known: as if so many texts over all scores had come out as it says. Both sides of what is judged count alike, because people show a model mostly what it has wrong.</summary>
    public static (double A, double B) Fit(IReadOnlyList<(float Score, bool Is)> judged, Reading known, int texts)
    {
        double positives = judged.Count(one => one.Is), negatives = judged.Count - positives, most = Math.Max(positives, negatives);
        var seen = judged.SelectMany(one => Enumerable.Repeat((one.Score, one.Is ? (positives + 1) / (positives + 2) : 1 / (negatives + 2)), (int)Math.Round(most / (one.Is ? positives : negatives))));
        var assumed = Enumerable.Range(0, texts).Select(number => (float)((number + 0.5) / texts * 2 * MostScore) - MostScore).Select(score => (score, (double)known.Probability(score)));
        return Fit([.. seen, .. assumed], known.Slope, known.Offset);
    }

    private static (double A, double B) Fit(IReadOnlyList<(float Score, double Target)> judged, double a, double b)
    {
        var loss = Loss(judged, a, b);
        for (var step = 0; step < MostSteps; step++)
        {
            double h11 = Ridge, h22 = Ridge, h21 = 0, g1 = 0, g2 = 0;
            foreach (var (scored, target) in judged)
            {
                double score = scored, p = 1 / (1 + Math.Exp((score * a) + b)), d = p * (1 - p), off = target - p;
                (h11, h22, h21) = (h11 + (score * score * d), h22 + d, h21 + (score * d));
                (g1, g2) = (g1 + (score * off), g2 + off);
            }

            if (Math.Abs(g1) < Enough && Math.Abs(g2) < Enough) { break; }

            var determinant = (h11 * h22) - (h21 * h21);
            double da = -((h22 * g1) - (h21 * g2)) / determinant, db = -((h11 * g2) - (h21 * g1)) / determinant, slope = (g1 * da) + (g2 * db);
            var size = 1.0;
            for (; size >= SmallStep; size /= 2)
            {
                var next = Loss(judged, a + (size * da), b + (size * db));
                if (next >= loss + (0.0001 * size * slope)) { continue; }

                (a, b, loss) = (a + (size * da), b + (size * db), next);
                break;
            }

            if (size < SmallStep) { break; }
        }

        return (a, b);
    }

    /// <summary>Cross entropy, written so that no exponential overflows.</summary>
    private static double Loss(IReadOnlyList<(float Score, double Target)> judged, double a, double b)
    {
        double loss = 0;
        foreach (var (score, target) in judged)
        {
            var x = (score * a) + b;
            loss += x >= 0 ? (target * x) + Math.Log(1 + Math.Exp(-x)) : ((target - 1) * x) + Math.Log(1 + Math.Exp(x));
        }

        return loss;
    }
}
