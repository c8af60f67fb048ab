using Steward.Moderation.Classification;

namespace Steward.Moderation.Learning;

/// <summary>A version of a brand's model, ready to judge. Not for several threads at once.</summary>
/// <param name="version">0: the shipped one.</param>
/// <param name="model">What judges.</param>
/// <param name="held">Of the samples that it was trained on, what a machine without them said.</param>
/// <param name="pulls">Of the same, how hard each pulls, signed by its side.</param>
internal sealed class ModelVersion(int version, LinearModel model, IReadOnlyDictionary<Guid, float> held, IReadOnlyDictionary<Guid, float> pulls)
{
    private readonly ScoredText _scored = new();
    private readonly Features _features = new();

    public static ModelVersion Shipped => new(0, ShippedModel.Model, new Dictionary<Guid, float>(), new Dictionary<Guid, float>());

    public int Version { get; } = version;

    public LinearModel Model { get; } = model;

    /// <summary>Of each sample that it was trained on, how hard it pulls.</summary>
    public IReadOnlyDictionary<Guid, float> Pulls { get; } = pulls;

    public Reading Reading(string label) => Model.Readings[ColumnOf(label)];

    public float Probability(string text, string label)
    {
        _scored.Read(Model, text);
        return _scored.Probability(ColumnOf(label));
    }

    /// <summary>What this version says of a sample, or, where it has learnt it, what it said before it did.</summary>
    public float UnseenProbability(LearntSample sample) => held.TryGetValue(sample.SampleId, out var before) ? before : Probability(sample.Text, sample.Label);

    /// <summary>
    /// What a sample adds to the score of a text: the weights are the shipped ones and the sum of all trained texts by their multipliers, so each one's part in a score is its multiplier by how much the two texts have in
    /// common (and one for the bias). Exact but for the rounding of the weights.
    /// </summary>
    public float Share(LearntSample sample, IReadOnlySet<uint> features) => Pulls.TryGetValue(sample.SampleId, out var pull) && pull != 0 ? pull * (Common(_features.Of(sample.Text), features) + 1) : 0;

    private float Common(ReadOnlySpan<Feature> one, IReadOnlySet<uint> other)
    {
        var common = 0;
        foreach (var feature in one)
        {
            if (other.Contains(feature.Hash) && Model.WeightsOf(feature.Hash).Length > 0) { common++; }
        }

        return common == 0 ? 0 : common / MathF.Sqrt((float)one.Length * other.Count);
    }

    private static int ColumnOf(string label) => Label.All.ToList().IndexOf(label);
}
