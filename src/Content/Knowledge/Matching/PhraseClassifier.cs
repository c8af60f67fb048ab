using System.Numerics;
using System.Runtime.InteropServices;

namespace Steward.Content.Knowledge.Matching;

/// <summary>
/// Softmax regression over the grams of a base's own phrases: which entry a question belongs to, learnt from what tells the entries apart rather than from what is alike. Questions that people
/// said no entry answers are one more class. Trained by stochastic gradient descent on phrases of which some grams are left out each time, so that no single word decides. The same
/// phrases in the same order always give the same weights. Immutable.
/// </summary>
internal sealed class PhraseClassifier
{
    private const int Rounds = 40;
    private const double Rate = 2;
    private const double RateDecay = 0.05;
    private const double BiasRate = 0.02;
    private const float Shrinkage = 1e-4f;
    private const double LeftOut = 0.3;
    private const int Seed = 20261123;

    // Beyond this nothing is trained: a base of so many entries has hardly more than one phrase each, and then this says nothing that the index does not.
    private const long MostWeights = 4_000_000;
    private const double LeastPhrases = 1.5;

    private readonly PhraseIndex _index;
    private readonly int _entries;
    private readonly int _width;
    private readonly float[] _weights;
    private readonly float[] _bias;

    private PhraseClassifier(PhraseIndex index, int entries, int classes)
    {
        (_index, _entries) = (index, entries);
        _width = (classes + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        (_weights, _bias) = (new float[index.GramCount * _width], new float[_width]);
        // What only fills up the last vector must never be likely.
        _bias.AsSpan(classes).Fill(float.MinValue / 4);
    }

    /// <summary>Trains on a base; null where it would be too large or would have nothing to learn from.</summary>
    /// <param name="index">The phrases' index.</param>
    /// <param name="phrases">All phrases.</param>
    /// <param name="firstOf">As for the index.</param>
    /// <param name="foreign">Questions that no entry answers.</param>
    public static PhraseClassifier? Train(PhraseIndex index, IReadOnlyList<Wording> phrases, int[] firstOf, IReadOnlyList<Wording> foreign)
    {
        var entries = firstOf.Length - 1;
        if (entries < 2 || phrases.Count < LeastPhrases * entries || (long)index.GramCount * (entries + 1) > MostWeights) { return null; }

        var classifier = new PhraseClassifier(index, entries, entries + (foreign.Count > 0 ? 1 : 0));
        var samples = new List<((int Id, float Value)[] Grams, int Class)>();
        for (var entry = 0; entry < entries; entry++)
        {
            for (var phrase = firstOf[entry]; phrase < firstOf[entry + 1]; phrase++) { samples.Add((classifier.Vector(phrases[phrase]), entry)); }
        }

        samples.AddRange(foreign.Select(question => (classifier.Vector(question), entries)));
        var (random, order) = (new Random(Seed), samples.ToArray());
        var output = new float[classifier._width];
        for (var round = 0; round < Rounds; round++)
        {
            random.Shuffle(order);
            foreach (var (grams, right) in order) { classifier.Step(Thinned(grams, random), right, (float)(Rate / (1 + (round * RateDecay))), output); }
        }

        return classifier;
    }

    /// <summary>The probability of each entry, in their order; what is missing to 1 is that no entry answers.</summary>
    public float[] Probabilities(Wording question)
    {
        var output = new float[_width];
        Forward(Vector(question), output);
        return output[.._entries];
    }

    private (int, float)[] Vector(Wording wording)
    {
        var (grams, norm) = (new List<(int, float)>(wording.Grams.Length), 0.0);
        foreach (var gram in wording.Grams)
        {
            var (id, weight) = _index.Weigh(gram);
            weight = MathF.Sqrt(weight * Grams.Weight(gram));
            norm += weight * weight;
            if (id >= 0) { grams.Add((id, weight)); }
        }

        var scale = (float)(1 / Math.Max(1e-9, Math.Sqrt(norm)));
        return [.. grams.Select(gram => (gram.Item1, gram.Item2 * scale))];
    }

    /// <summary>Some grams left out, the rest as long as all were.</summary>
    private static (int Id, float Value)[] Thinned((int Id, float Value)[] grams, Random random)
    {
        var kept = Array.FindAll(grams, _ => random.NextDouble() >= LeftOut);
        var scale = (float)Math.Sqrt(grams.Sum(gram => gram.Value * gram.Value) / Math.Max(1e-9, kept.Sum(gram => gram.Value * gram.Value)));
        return Array.ConvertAll(kept, gram => (gram.Id, gram.Value * scale));
    }

    private void Step((int Id, float Value)[] grams, int right, float rate, float[] output)
    {
        Forward(grams, output);
        output[right] -= 1;
        var errors = MemoryMarshal.Cast<float, Vector<float>>(output.AsSpan());
        foreach (var (id, value) in grams)
        {
            var weights = Row(id);
            for (var at = 0; at < weights.Length; at++) { weights[at] -= ((errors[at] * value) + (weights[at] * Shrinkage)) * rate; }
        }

        for (var at = 0; at < _bias.Length; at++) { _bias[at] -= (float)(rate * BiasRate * output[at]); }
    }

    private void Forward((int Id, float Value)[] grams, float[] output)
    {
        _bias.CopyTo(output, 0);
        var sums = MemoryMarshal.Cast<float, Vector<float>>(output.AsSpan());
        foreach (var (id, value) in grams)
        {
            var weights = Row(id);
            for (var at = 0; at < weights.Length; at++) { sums[at] += weights[at] * value; }
        }

        var (most, total) = (output.Max(), 0f);
        for (var at = 0; at < output.Length; at++)
        {
            output[at] = MathF.Exp(output[at] - most);
            total += output[at];
        }

        for (var at = 0; at < output.Length; at++) { output[at] /= total; }
    }

    private Span<Vector<float>> Row(int id) => MemoryMarshal.Cast<float, Vector<float>>(_weights.AsSpan(id * _width, _width));
}
