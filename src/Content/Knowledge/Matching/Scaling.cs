namespace Steward.Content.Knowledge.Matching;

/// <summary>Brings features to a mean of 0 and a spread of 1, so that one learning rate and one penalty fit all of them.</summary>
internal sealed record Scaling(float[] Means, float[] Spreads)
{
    private const double LeastSpread = 1e-4;

    // A feature that hardly varied in training says nothing about a question in which it does.
    private const float Farthest = 6;

    public static Scaling Of(IReadOnlyList<float[]> rows)
    {
        var width = rows[0].Length;
        var (means, spreads) = (new float[width], new float[width]);
        for (var at = 0; at < width; at++)
        {
            var mean = rows.Average(row => row[at]);
            var spread = Math.Sqrt(rows.Average(row => (row[at] - mean) * (double)(row[at] - mean)));
            (means[at], spreads[at]) = (mean, spread < LeastSpread ? 1 : (float)spread);
        }

        return new Scaling(means, spreads);
    }

    public float[] Apply(float[] row)
    {
        var scaled = new float[row.Length];
        for (var at = 0; at < row.Length; at++) { scaled[at] = Scaled(row, at); }

        return scaled;
    }

    /// <summary>The weighted sum of scaled features.</summary>
    public double Dot(float[] row, float[] weights)
    {
        var sum = 0.0;
        for (var at = 0; at < row.Length; at++) { sum += Scaled(row, at) * weights[at]; }

        return sum;
    }

    private float Scaled(float[] row, int at) => Math.Clamp((row[at] - Means[at]) / Spreads[at], -Farthest, Farthest);
}
