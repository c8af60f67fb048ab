namespace Steward.Moderation.Classification;

/// <summary>How a label did on texts that its training had not seen.</summary>
internal sealed record TrainedLabel(string Label, int Positives, int Negatives, Evaluation OutOfFold);

/// <summary>What training came to.</summary>
/// <param name="Labels">Only those that samples were given for.</param>
internal sealed record Training(LinearModel Model, IReadOnlyList<TrainedLabel> Labels);

/// <summary>
/// Trains a model from judged texts: features that at least two texts have, one machine a label, and its probabilities and thresholds from folds that were
/// held out. Deterministic.
/// </summary>
internal static class TrainModel
{
    public const int Folds = 5;
    public const double Cost = 1;

    /// <summary>The fewest samples of each side that a label can be learnt from.</summary>
    public const int FewestOfASide = 10;

    /// <param name="samples">In a fixed order; the same text may be judged for several labels.</param>
    /// <param name="progress">Told after each round, of (folds + 1) × labels: how many of how many are done.</param>
    /// <param name="mostFeatures">A model with no more than these, the ones that matter most: trained once with all to know which, then again. Which they are is chosen with all texts in sight, also those held out later.</param>
    public static Training Train(IReadOnlyList<Sample> samples, Action<int, int>? progress, CancellationToken ct, int mostFeatures = int.MaxValue)
    {
        var rows = TrainingRows.Of(samples, ct);
        var labels = Label.All.Select((name, column) => (name, column, Chosen: ChosenOf(samples, rows, name))).Where(label => Learnable(label.Chosen)).ToList();
        var (done, all) = (0, labels.Count * (Folds + (rows.Hashes.Length > mostFeatures ? 2 : 1)));
        if (rows.Hashes.Length > mostFeatures)
        {
            var ranks = new int[rows.Hashes.Length];
            Array.Fill(ranks, int.MaxValue);
            foreach (var (_, _, chosen) in labels)
            {
                rows.Rank(DualDescent.Train(rows, [.. chosen.Select(one => (one.Row, one.Is))], Cost, ct).Weights, ranks);
                progress?.Invoke(++done, all);
            }

            rows = rows.Keep(ranks, mostFeatures);
        }

        var weights = rows.Hashes.Select(_ => new float[LinearModel.Width]).ToArray();
        var bias = new float[LinearModel.Width];
        var readings = Enumerable.Repeat(Reading.Untrained, Label.All.Count).ToArray();
        var trained = new List<TrainedLabel>();
        foreach (var (name, column, chosen) in labels)
        {
            var held = new (float Score, bool Is)[chosen.Count];
            for (var fold = 0; fold < Folds; fold++)
            {
                var without = DualDescent.Train(rows, [.. chosen.Where(one => one.Fold != fold).Select(one => (one.Row, one.Is))], Cost, ct).Weights;
                for (var k = 0; k < chosen.Count; k++)
                {
                    if (chosen[k].Fold == fold) { held[k] = (rows.Score(chosen[k].Row, without), chosen[k].Is); }
                }

                progress?.Invoke(++done, all);
            }

            var learnt = DualDescent.Train(rows, [.. chosen.Select(one => (one.Row, one.Is))], Cost, ct).Weights;
            for (var feature = 0; feature < weights.Length; feature++) { weights[feature][column] = (float)learnt[feature]; }

            bias[column] = (float)learnt[^1];
            readings[column] = Thresholds.Of(held);
            var reading = readings[column];
            trained.Add(new TrainedLabel(name, chosen.Count(one => one.Is), chosen.Count(one => !one.Is), Evaluation.Of([.. held.Select(one => (reading.Probability(one.Score), one.Is))], reading.Decide)));
            progress?.Invoke(++done, all);
        }

        return new Training(Rounded(rows.Hashes, weights, bias, readings), trained);
    }

    /// <summary>The model in steps, without features that weigh nothing in them.</summary>
    public static LinearModel Rounded(uint[] hashes, float[][] weights, float[] bias, Reading[] readings)
    {
        var steps = WeightSteps.StepsOf(weights);
        foreach (var row in weights)
        {
            for (var column = 0; column < row.Length; column++) { row[column] = WeightSteps.Multiple(row[column], steps[column]) * steps[column]; }
        }

        var kept = Enumerable.Range(0, hashes.Length).Where(feature => weights[feature].AsSpan().ContainsAnyExcept(0f)).ToArray();
        return new LinearModel([.. kept.Select(feature => hashes[feature])], [.. kept.SelectMany(feature => weights[feature])], bias, readings);
    }

    private static bool Learnable(IReadOnlyList<(int Row, bool Is, int Fold)> chosen) => chosen.Count(one => one.Is) >= FewestOfASide && chosen.Count(one => !one.Is) >= FewestOfASide;

    private static List<(int Row, bool Is, int Fold)> ChosenOf(IReadOnlyList<Sample> samples, TrainingRows rows, string label) =>
        [.. samples.Select((sample, number) => (sample, number)).Where(one => one.sample.Label == label).Select((one, k) => (rows.OfSample[one.number], one.sample.Is, (one.sample.Kin ?? k) % Folds))];
}
