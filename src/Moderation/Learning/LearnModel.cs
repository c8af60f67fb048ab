using Steward.Moderation.Classification;

namespace Steward.Moderation.Learning;

/// <summary>What a training came to.</summary>
/// <param name="File">The model as it is kept.</param>
/// <param name="Model">As it is read from the file.</param>
/// <param name="Samples">Those that it was trained on.</param>
/// <param name="Held">Of each, the probability of its label by a machine that had seen neither it nor texts nearly the same.</param>
/// <param name="Pulls">Of each, its multiplier, signed by its side: so much of its text was added to the weights.</param>
internal sealed record Lesson(byte[] File, LinearModel Model, IReadOnlyList<Guid> Samples, IReadOnlyList<float> Held, IReadOnlyList<float> Pulls);

/// <summary>
/// Trains a brand's version from the model that ships: the weights stay near the shipped ones and move where the brand's samples ask for it, among the texts that were written for the program, so that nothing
/// of these is forgotten. Always from the shipped model, never from the brand's last version: what is no sample any more has no part in the new one. Deterministic; labels with too few samples stay as they ship.
/// </summary>
internal static class LearnModel
{
    /// <summary>Labels with fewer are left alone.</summary>
    public const int FewestSamples = 5;

    /// <summary>With fewer of a side probabilities are read as the shipped model's.</summary>
    private const int FewestToCalibrate = 10;

    /// <summary>As so many texts the shipped reading counts where probabilities are fitted anew.</summary>
    private const int ShippedReadingCounts = 100;

    /// <summary>Patterns of the shipped texts have lower numbers.</summary>
    private const int FirstKin = 1_000_000;

    /// <summary>Texts that rounding of the weights cannot bring back over the threshold.</summary>
    private const float Margin = 0.001f;

    /// <param name="samples">Standing ones, in a fixed order.</param>
    /// <param name="progress">Told after each machine: how many of how many are trained.</param>
    /// <returns>Null: no label has samples enough.</returns>
    public static Lesson? Of(IReadOnlyList<LearntSample> samples, LinearModel shipped, Action<int, int>? progress, CancellationToken ct)
    {
        var labels = samples.GroupBy(sample => sample.Label).Where(label => label.Count() >= FewestSamples).Select(label => label.Key).Order(StringComparer.Ordinal).ToList();
        if (labels.Count == 0) { return null; }

        LearntSample[] taught = [.. samples.Where(sample => labels.Contains(sample.Label))];
        var kin = NearTexts.Kin(taught);
        Sample[] all = [.. taught.Select((sample, i) => sample.Judged(FirstKin + kin[i])), .. OwnTexts.All.Where(own => labels.Contains(own.Label))];
        var rows = TrainingRows.Of(all, ct, Knows(taught, shipped));
        var weights = Weights(rows, shipped);
        var (bias, readings) = (shipped.Bias.ToArray(), shipped.Readings.ToArray());
        var (held, pulls) = (new float[taught.Length], new float[taught.Length]);
        var (done, machines) = (0, labels.Count * (TrainModel.Folds + 1));
        foreach (var label in labels)
        {
            var column = Label.All.ToList().IndexOf(label);
            int[] chosen = [.. Enumerable.Range(0, all.Length).Where(i => all[i].Label == label)];
            double[] centre = [.. rows.Hashes.Select(hash => weights[hash][column]).Select(weight => (double)weight), bias[column]];
            Machine Train(IEnumerable<int> some) => DualDescent.Train(rows, [.. some.Select(i => (rows.OfSample[i], all[i].Is))], TrainModel.Cost, ct, centre);

            var scores = new Dictionary<int, float>();
            for (var fold = 0; fold < TrainModel.Folds; fold++)
            {
                var without = Train(chosen.Where(i => FoldOf(all[i], i) != fold));
                foreach (var i in chosen.Where(i => i < taught.Length && FoldOf(all[i], i) == fold)) { scores.Add(i, rows.Score(rows.OfSample[i], without.Weights)); }

                progress?.Invoke(++done, machines);
            }

            var machine = Train(chosen);
            for (var feature = 0; feature < rows.Known; feature++) { weights[rows.Hashes[feature]][column] = (float)machine.Weights[feature]; }

            bias[column] = (float)machine.Weights[^1];
            var reading = Calibrated(readings[column], [.. scores.Select(one => (one.Value, all[one.Key].Is))]);
            var ordinary = chosen.Where(i => !all[i].Is).Select(i => reading.Probability(scores.TryGetValue(i, out var score) ? score : rows.Score(rows.OfSample[i], machine.Weights)));
            readings[column] = reading with { Act = ActAbove([.. ordinary.OrderDescending()], reading.Act) };
            for (var k = 0; k < chosen.Length && chosen[k] < taught.Length; k++)
            {
                var i = chosen[k];
                (held[i], pulls[i]) = (reading.Probability(scores[i]), (float)(all[i].Is ? machine.Multipliers[k] : -machine.Multipliers[k]));
            }

            progress?.Invoke(++done, machines);
        }

        var file = ModelFile.Write(TrainModel.Rounded([.. weights.Keys], [.. weights.Values], bias, readings));
        return new Lesson(file, ModelFile.Read(file), [.. taught.Select(sample => sample.SampleId)], held, pulls);
    }

    private static int FoldOf(Sample sample, int place) => (sample.Kin ?? place) % TrainModel.Folds;

    /// <summary>The shipped model's features, and of the others those of a sample that another text has too.</summary>
    private static Func<uint, int, bool> Knows(IEnumerable<LearntSample> taught, LinearModel shipped)
    {
        var (features, said) = (new Features(), new HashSet<uint>());
        foreach (var sample in taught)
        {
            foreach (var feature in features.Of(sample.Text)) { said.Add(feature.Hash); }
        }

        return (hash, texts) => shipped.WeightsOf(hash).Length > 0 || (texts > 1 && said.Contains(hash));
    }

    /// <summary>The shipped weights of every feature that the new model may have.</summary>
    private static Dictionary<uint, float[]> Weights(TrainingRows rows, LinearModel shipped)
    {
        var weights = shipped.Rows().ToDictionary(row => row.Hash, row => (float[])[.. row.Weights]);
        foreach (var hash in rows.Hashes) { weights.TryAdd(hash, new float[LinearModel.Width]); }

        return weights;
    }

    private static Reading Calibrated(Reading shipped, IReadOnlyList<(float Score, bool Is)> held)
    {
        if (Math.Min(held.Count(one => one.Is), held.Count(one => !one.Is)) < FewestToCalibrate) { return shipped; }

        var (slope, offset) = PlattScaling.Fit(held, shipped, ShippedReadingCounts);
        return shipped with { Slope = (float)slope, Offset = (float)offset };
    }

    /// <summary>The threshold for acting without a person: never below the shipped one, and above all but next to none of the ordinary texts.</summary>
    private static float ActAbove(IReadOnlyList<float> falling, float shipped)
    {
        var wrong = falling[Math.Min(falling.Count - 1, (int)(Thresholds.FalseShare * falling.Count))] + Margin;
        return wrong <= shipped ? shipped : wrong <= 1 ? wrong : 2;
    }
}
