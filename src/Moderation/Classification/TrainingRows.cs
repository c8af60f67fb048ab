using System.Runtime.InteropServices;

namespace Steward.Moderation.Classification;

/// <summary>Rows of a training set, one a text: which known features it has. All values of a row are the same, 1/√n of the text's n features, known or not.</summary>
internal sealed class TrainingRows(uint[] hashes, IReadOnlyList<int[]> features, IReadOnlyList<float> values, int[] ofSample)
{
    private const int FewestTexts = 2;

    /// <summary>The known features, by number.</summary>
    public uint[] Hashes { get; } = hashes;

    public IReadOnlyList<int[]> Features { get; } = features;

    public IReadOnlyList<float> Values { get; } = values;

    /// <summary>Each sample's row; samples of the same text share one.</summary>
    public IReadOnlyList<int> OfSample { get; } = ofSample;

    /// <summary>How many features are known.</summary>
    public int Known => Hashes.Length;

    /// <param name="mayKnow">Which features that some text has may be known; null: those that two texts have.</param>
    public static TrainingRows Of(IReadOnlyList<Sample> samples, CancellationToken ct, Func<uint, int, bool>? mayKnow = null)
    {
        var features = new Features();
        var (hashed, ofSample) = (new List<uint[]>(), new int[samples.Count]);
        var (rowOf, texts) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<uint, int>());
        for (var i = 0; i < ofSample.Length; i++)
        {
            ct.ThrowIfCancellationRequested();
            if (rowOf.TryGetValue(samples[i].Text, out ofSample[i])) { continue; }

            ofSample[i] = rowOf[samples[i].Text] = hashed.Count;
            var found = features.Of(samples[i].Text);
            var row = new uint[found.Length];
            for (var k = 0; k < found.Length; k++)
            {
                row[k] = found[k].Hash;
                CollectionsMarshal.GetValueRefOrAddDefault(texts, found[k].Hash, out _)++;
            }

            hashed.Add(row);
        }

        uint[] known = [.. texts.Where(one => mayKnow?.Invoke(one.Key, one.Value) ?? one.Value >= FewestTexts).Select(one => one.Key).Order()];
        var numbers = known.Select((hash, number) => (hash, number)).ToDictionary(one => one.hash, one => one.number);
        return new TrainingRows(known, [.. hashed.Select(row => row.Where(numbers.ContainsKey).Select(hash => numbers[hash]).ToArray())], [.. hashed.Select(row => row.Length == 0 ? 1 : 1 / MathF.Sqrt(row.Length))], ofSample);
    }

    public float Score(int row, double[] weights) => (float)((Features[row].Sum(feature => weights[feature]) * Values[row]) + weights[^1]);

    /// <summary>Gives each feature its place among those that matter to a label, where that is better than the one it has: by weight, and by how many texts it weighs in.</summary>
    public void Rank(double[] weights, int[] ranks)
    {
        var texts = new int[Known];
        foreach (var feature in Features.SelectMany(row => row)) { texts[feature]++; }

        int[] order = [.. Enumerable.Range(0, Known).OrderByDescending(feature => Math.Abs(weights[feature]) * Math.Sqrt(texts[feature])).ThenBy(feature => feature)];
        for (var place = 0; place < order.Length; place++) { ranks[order[place]] = Math.Min(ranks[order[place]], place); }
    }

    /// <summary>The rows with so many features of the best ranks.</summary>
    public TrainingRows Keep(int[] ranks, int most)
    {
        int[] kept = [.. Enumerable.Range(0, Known).OrderBy(feature => ranks[feature]).ThenBy(feature => feature).Take(most).Order()];
        var numbers = new int[Known];
        Array.Fill(numbers, -1);
        for (var number = 0; number < kept.Length; number++) { numbers[kept[number]] = number; }

        return new TrainingRows([.. kept.Select(feature => Hashes[feature])], [.. Features.Select(row => row.Where(feature => numbers[feature] >= 0).Select(feature => numbers[feature]).ToArray())], Values, [.. OfSample]);
    }
}
