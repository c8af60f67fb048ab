namespace Steward.Moderation.Classification;

/// <summary>What training one label came to.</summary>
/// <param name="Weights">One a known feature; the last is the bias.</param>
/// <param name="Multipliers">One a text: how hard it pulls the weights to its side; 0 where the machine needs no help of it.</param>
internal sealed record Machine(double[] Weights, double[] Multipliers);

/// <summary>
/// Trains one label: a linear support vector machine with squared hinge loss, by dual coordinate descent (Hsieh et al., ICML 2008, algorithm 1). The last
/// weight is the bias. The same rows in the same order always give the same weights.
/// </summary>
internal static class DualDescent
{
    private const int MostRounds = 60;
    private const double Tolerance = 0.01;
    private const int Seed = 20260322;

    /// <param name="rows">The whole training set.</param>
    /// <param name="chosen">Which rows to train on, and whether each deserves the label.</param>
    /// <param name="cost">C: how much a mistake costs against the size of the weights, or against how far they go from the centre.</param>
    /// <param name="centre">Weights to stay near where the texts do not ask for others; null: none at all.</param>
    public static Machine Train(TrainingRows rows, IReadOnlyList<(int Row, bool Is)> chosen, double cost, CancellationToken ct, double[]? centre = null)
    {
        // With a centre w₀ the weights are w₀ + Σ α y x, and the step that makes a text's multiplier best is the same.
        var weights = centre is null ? new double[rows.Known + 1] : [.. centre];
        var alpha = new double[chosen.Count];
        var diagonal = 0.5 / cost;
        var order = Enumerable.Range(0, chosen.Count).ToArray();
        var random = new Random(Seed);
        for (var round = 0; round < MostRounds; round++)
        {
            ct.ThrowIfCancellationRequested();
            random.Shuffle(order);
            double violation = 0;
            foreach (var k in order) { violation = Math.Max(violation, Step(rows, chosen[k], ref alpha[k], diagonal, weights)); }

            if (violation < Tolerance) { break; }
        }

        return new Machine(weights, alpha);
    }

    /// <summary>Moves one text's multiplier to where it is best while all others stay.</summary>
    /// <returns>How far from best it was.</returns>
    private static double Step(TrainingRows rows, (int Row, bool Is) sample, ref double alpha, double diagonal, double[] weights)
    {
        var (features, value, side) = (rows.Features[sample.Row], rows.Values[sample.Row], sample.Is ? 1 : -1);
        double sum = 0;
        foreach (var feature in features) { sum += weights[feature]; }

        var gradient = (side * ((sum * value) + weights[^1])) - 1 + (alpha * diagonal);
        var projected = alpha == 0 ? Math.Min(gradient, 0) : gradient;
        if (projected == 0) { return 0; }

        var before = alpha;
        alpha = Math.Max(0, alpha - (gradient / ((features.Length * value * value) + 1 + diagonal)));
        var change = (alpha - before) * side;
        foreach (var feature in features) { weights[feature] += change * value; }

        weights[^1] += change;
        return Math.Abs(projected);
    }
}
