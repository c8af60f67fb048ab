namespace Steward.Moderation.Classification;

/// <summary>Weights as whole multiples of a step, a power of two: so they are few bytes in a file and exactly the same when they are read again.</summary>
internal static class WeightSteps
{
    /// <summary>The largest multiple. Most weights are a small part of the largest: one byte of seven bits holds them.</summary>
    private const int Most = 2047;

    /// <summary>The smallest step with which the largest weight is no more than <see cref="Most"/> of them; 0 where all weights are 0.</summary>
    public static float StepOf(float largest) => largest == 0 ? 0 : MathF.ScaleB(1, (int)MathF.Ceiling(MathF.Log2(largest / (Most + 0.5f))));

    public static int Multiple(float weight, float step) => step == 0 ? 0 : (int)MathF.Round(weight / step);

    /// <summary>The step of each label's column.</summary>
    public static float[] StepsOf(IEnumerable<float[]> rows)
    {
        var largest = new float[LinearModel.Width];
        foreach (var row in rows)
        {
            for (var column = 0; column < largest.Length; column++) { largest[column] = Math.Max(largest[column], Math.Abs(row[column])); }
        }

        return [.. largest.Select(StepOf)];
    }
}
