using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Steward.Moderation.Classification;

/// <summary>How a label's score is to be read.</summary>
/// <param name="Slope">Platt's a: probability = 1 / (1 + exp(a × score + b)); negative.</param>
/// <param name="Offset">Platt's b.</param>
/// <param name="Decide">From this probability on the label is given: where F1 was best on texts that were not trained on.</param>
/// <param name="Act">From this probability on something may be done without asking a person; 2, which no probability reaches: never.</param>
internal readonly record struct Reading(float Slope, float Offset, float Decide, float Act)
{
    /// <summary>A label that nothing was trained for.</summary>
    public static readonly Reading Untrained = new(0, float.PositiveInfinity, 2, 2);

    public float Probability(float score) => 1 / (1 + MathF.Exp((Slope * score) + Offset));
}

/// <summary>Why: a piece of the text and what it adds to a label's score.</summary>
internal readonly record struct Reason(int Start, int Length, float Weight);

/// <summary>
/// Linear models of all labels over the same features, scored in one pass: the weights of one feature lie side by side, in one cache line and one vector.
/// A feature that training has not met twice weighs nothing but still counts in the length of the text, so that unfamiliar text comes out as no label.
/// Immutable; safe to share between lanes.
/// </summary>
internal sealed class LinearModel
{
    /// <summary>Labels a model can have: what one vector holds.</summary>
    public const int Width = 8;

    /// <summary>
    /// Below this share of known features a text is not of the kind that was learnt (another language, code), and nothing is done about it without a person.
    /// Measured: of chat, questions and code of five other corpora up to 2.3 % reach 0.95 alone, at most 0.14 % reach 0.995 and are familiar, of adverts about nine in ten.
    /// </summary>
    public const float Familiar = 0.6f;

    private readonly uint[] _keys;
    private readonly float[] _weights;
    private readonly float[] _bias;
    private readonly Reading[] _readings;

    /// <summary>Makes a model of what was learnt.</summary>
    /// <param name="hashes">The features known, each once.</param>
    /// <param name="weights"><see cref="Width"/> a feature.</param>
    /// <param name="bias"><see cref="Width"/> of them.</param>
    /// <param name="readings">One a label of <see cref="Label.All"/>.</param>
    public LinearModel(ReadOnlySpan<uint> hashes, ReadOnlySpan<float> weights, float[] bias, Reading[] readings)
    {
        (_bias, _readings, Features) = (bias, readings, hashes.Length);
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, hashes.Length * 2));
        (_keys, _weights) = (new uint[size], new float[size * Width]);
        for (var i = 0; i < hashes.Length; i++)
        {
            var slot = EmptySlot(hashes[i]);
            _keys[slot] = KeyOf(hashes[i]);
            weights.Slice(i * Width, Width).CopyTo(_weights.AsSpan(slot * Width));
        }
    }

    /// <summary>Names it in findings: the first eight hexadecimal digits of the checksum of its file; empty until it has been one.</summary>
    public string Version { get; init; } = string.Empty;

    /// <summary>How many features it knows.</summary>
    public int Features { get; }

    public IReadOnlyList<Reading> Readings => _readings;

    public ReadOnlySpan<float> Bias => _bias;

    /// <summary>Scores every label; <paramref name="scores"/> gets <see cref="Width"/> of them.</summary>
    /// <returns>The share of the features that are known, 0 to 1: how familiar the text is.</returns>
    public float Score(ReadOnlySpan<Feature> features, Span<float> scores)
    {
        var sum = Vector256<float>.Zero;
        var known = 0;
        ref var weights = ref MemoryMarshal.GetArrayDataReference(_weights);
        foreach (var feature in features)
        {
            if (Find(feature.Hash) is not (>= 0 and var slot)) { continue; }

            sum += Vector256.LoadUnsafe(ref weights, (nuint)(slot * Width));
            known++;
        }

        var length = features.Length == 0 ? 1f : MathF.Sqrt(features.Length);
        ((sum / length) + Vector256.Create(_bias)).CopyTo(scores);
        return features.Length == 0 ? 0 : (float)known / features.Length;
    }

    /// <summary>The pieces that speak most for a label, the strongest first.</summary>
    public IReadOnlyList<Reason> Why(ReadOnlySpan<Feature> features, int label, int most)
    {
        var reasons = new List<Reason>();
        var length = MathF.Sqrt(Math.Max(1, features.Length));
        foreach (var feature in features)
        {
            if (feature.Length > 0 && Find(feature.Hash) is >= 0 and var slot && _weights[(slot * Width) + label] is > 0 and var weight) { reasons.Add(new Reason(feature.Start, feature.Length, weight / length)); }
        }

        return [.. reasons.OrderByDescending(reason => reason.Weight).Take(most)];
    }

    /// <summary>What a feature weighs for each label; empty when the model does not know it.</summary>
    public ReadOnlySpan<float> WeightsOf(uint hash) => Find(hash) is >= 0 and var slot ? _weights.AsSpan(slot * Width, Width) : [];

    /// <summary>All features with their weights, as they are kept.</summary>
    public IEnumerable<(uint Hash, float[] Weights)> Rows()
    {
        for (var slot = 0; slot < _keys.Length; slot++)
        {
            if (_keys[slot] != 0) { yield return (_keys[slot], _weights[(slot * Width)..((slot + 1) * Width)]); }
        }
    }

    private int Find(uint hash)
    {
        var key = KeyOf(hash);
        for (var slot = (int)(key & (uint)(_keys.Length - 1)); _keys[slot] != 0; slot = (slot + 1) & (_keys.Length - 1))
        {
            if (_keys[slot] == key) { return slot; }
        }

        return -1;
    }

    private int EmptySlot(uint hash)
    {
        var slot = (int)(KeyOf(hash) & (uint)(_keys.Length - 1));
        while (_keys[slot] != 0) { slot = (slot + 1) & (_keys.Length - 1); }

        return slot;
    }

    /// <summary>0 marks an empty slot.</summary>
    private static uint KeyOf(uint hash) => hash == 0 ? 1 : hash;
}
