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
    private const int Folds = 5;
    private const int FewestTexts = 2;
    private const double Cost = 1;

    /// <summary>The fewest samples of each side that a label can be learnt from.</summary>
    public const int FewestOfASide = 10;

    /// <param name="samples">In a fixed order; the same text may be judged for several labels.</param>
    /// <param name="progress">Told after each of the (folds + 1) × labels rounds: how many of how many are done.</param>
    public static Training Train(IReadOnlyList<Sample> samples, Action<int, int>? progress, CancellationToken ct)
    {
        var (rows, hashes) = RowsOf(samples, ct);
        var labels = Label.All.Select((name, column) => (name, column, Chosen: ChosenOf(samples, name))).Where(label => Learnable(label.Chosen)).ToList();
        var weights = new float[hashes.Length * LinearModel.Width];
        var bias = new float[LinearModel.Width];
        var readings = Enumerable.Repeat(Reading.Untrained, Label.All.Count).ToArray();
        var trained = new List<TrainedLabel>();
        var (done, all) = (0, labels.Count * (Folds + 1));
        foreach (var (name, column, chosen) in labels)
        {
            var held = new (float Score, bool Is)[chosen.Count];
            for (var fold = 0; fold < Folds; fold++)
            {
                var without = DualDescent.Train(rows, [.. chosen.Where((_, k) => k % Folds != fold)], Cost, ct);
                for (var k = fold; k < chosen.Count; k += Folds) { held[k] = (ScoreOf(rows, chosen[k].Row, without), chosen[k].Is); }

                progress?.Invoke(++done, all);
            }

            var learnt = DualDescent.Train(rows, chosen, Cost, ct);
            for (var feature = 0; feature < hashes.Length; feature++) { weights[(feature * LinearModel.Width) + column] = (float)learnt[feature]; }

            bias[column] = (float)learnt[^1];
            readings[column] = Thresholds.Of(held);
            var reading = readings[column];
            trained.Add(new TrainedLabel(name, chosen.Count(one => one.Is), chosen.Count(one => !one.Is), Evaluation.Of([.. held.Select(one => (reading.Probability(one.Score), one.Is))], reading.Decide)));
            progress?.Invoke(++done, all);
        }

        return new Training(new LinearModel(hashes, weights, bias, readings), trained);
    }

    private static bool Learnable(IReadOnlyList<(int Row, bool Is)> chosen) => chosen.Count(one => one.Is) >= FewestOfASide && chosen.Count(one => !one.Is) >= FewestOfASide;

    private static List<(int Row, bool Is)> ChosenOf(IReadOnlyList<Sample> samples, string label) =>
        [.. samples.Select((sample, row) => (sample, row)).Where(one => one.sample.Label == label).Select(one => (one.row, one.sample.Is))];

    private static float ScoreOf(TrainingRows rows, int row, double[] weights) => (float)((rows.Features[row].Sum(feature => weights[feature]) * rows.Values[row]) + weights[^1]);

    private static (TrainingRows Rows, uint[] Hashes) RowsOf(IReadOnlyList<Sample> samples, CancellationToken ct)
    {
        var features = new Features();
        var hashed = new uint[samples.Count][];
        var texts = new Dictionary<uint, int>();
        for (var i = 0; i < hashed.Length; i++)
        {
            ct.ThrowIfCancellationRequested();
            var found = features.Of(samples[i].Text);
            hashed[i] = new uint[found.Length];
            for (var k = 0; k < found.Length; k++)
            {
                hashed[i][k] = found[k].Hash;
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(texts, found[k].Hash, out _)++;
            }
        }

        uint[] known = [.. texts.Where(one => one.Value >= FewestTexts).Select(one => one.Key).Order()];
        var numbers = known.Select((hash, number) => (hash, number)).ToDictionary(one => one.hash, one => one.number);
        var rows = hashed.Select(row => row.Where(numbers.ContainsKey).Select(hash => numbers[hash]).ToArray()).ToArray();
        return (new TrainingRows(rows, [.. hashed.Select(row => row.Length == 0 ? 1 : 1 / MathF.Sqrt(row.Length))], known.Length), known);
    }
}
