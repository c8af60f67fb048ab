namespace Steward.Content.Knowledge.Matching;

/// <summary>A node of a tree: a question about one feature, or an end.</summary>
/// <param name="Feature">Which; -1 at an end.</param>
/// <param name="Limit">Up to it one goes left.</param>
/// <param name="Left">The node on the left; the one on the right follows it.</param>
/// <param name="Value">What an end adds.</param>
internal readonly record struct TreeNode(int Feature, float Limit, int Left, float Value);

/// <summary>Small trees, each of which mends what those before have wrong (gradient boosting with second-order steps, Chen and Guestrin, KDD 2016, on a few limits a feature).</summary>
internal sealed record Forest(float Start, TreeNode[][] Trees)
{
    private const int Rounds = 150;
    private const int Depth = 3;
    private const float Rate = 0.06f;
    private const int LeastRows = 10;
    private const double Damping = 2;
    private const int Bins = 25;
    private const double Rows = 0.7;
    private const double Columns = 0.5;
    private const int Seed = 20261123;

    /// <summary>Trains on rows of both kinds.</summary>
    public static Forest Train(IReadOnlyList<(float[] Features, bool Right)> rows, CancellationToken ct)
    {
        var limits = Enumerable.Range(0, rows[0].Features.Length).Select(feature => Limits([.. rows.Select(row => row.Features[feature]).Order()])).ToArray();
        var bins = rows.Select(row => row.Features.Select((value, feature) => (byte)BinOf(limits[feature], value)).ToArray()).ToArray();
        var share = Math.Clamp(rows.Average(row => row.Right ? 1.0 : 0), 0.01, 0.99);
        var start = (float)Math.Log(share / (1 - share));
        var (sums, random, trees) = (Enumerable.Repeat((double)start, rows.Count).ToArray(), new Random(Seed), new List<TreeNode[]>());
        for (var round = 0; round < Rounds; round++)
        {
            ct.ThrowIfCancellationRequested();
            var slopes = rows.Select((row, at) => 1 / (1 + Math.Exp(-sums[at])) is var p ? (Gradient: (row.Right ? 1 : 0) - p, Curvature: p * (1 - p)) : default).ToArray();
            int[] drawn = [.. Enumerable.Range(0, rows.Count).Where(_ => random.NextDouble() < Rows)];
            int[] columns = [.. Enumerable.Range(0, limits.Length).Where(_ => random.NextDouble() < Columns)];
            var nodes = new List<TreeNode> { default };
            Grow(nodes, 0, drawn, 0, new Growth(bins, limits, slopes, columns));
            var tree = nodes.ToArray();
            trees.Add(tree);
            for (var at = 0; at < rows.Count; at++) { sums[at] += Value(tree, rows[at].Features); }
        }

        return new Forest(start, [.. trees]);
    }

    /// <summary>The probability of what was trained for.</summary>
    public double Probability(float[] features)
    {
        double sum = Start;
        foreach (var tree in Trees) { sum += Value(tree, features); }

        return 1 / (1 + Math.Exp(-sum));
    }

    private static float Value(TreeNode[] tree, float[] features)
    {
        ref var node = ref tree[0];
        while (node.Feature >= 0) { node = ref tree[features[node.Feature] <= node.Limit ? node.Left : node.Left + 1]; }

        return node.Value;
    }

    private static float[] Limits(float[] ordered) => [.. Enumerable.Range(1, Bins - 1).Select(bin => ordered[bin * ordered.Length / Bins]).Distinct()];

    private static int BinOf(float[] limits, float value)
    {
        var bin = Array.BinarySearch(limits, value);
        return bin >= 0 ? bin : ~bin;
    }

    private static void Grow(List<TreeNode> nodes, int node, int[] rows, int depth, Growth growth)
    {
        var (gradient, curvature) = (rows.Sum(row => growth.Slopes[row].Gradient), rows.Sum(row => growth.Slopes[row].Curvature));
        var (feature, bin) = depth < Depth && rows.Length >= 2 * LeastRows ? Split(rows, gradient, curvature, growth) : (-1, 0);
        if (feature < 0)
        {
            nodes[node] = new TreeNode(-1, 0, 0, (float)(Rate * gradient / (curvature + Damping)));
            return;
        }

        nodes[node] = new TreeNode(feature, growth.Limits[feature][bin], nodes.Count, 0);
        var left = nodes.Count;
        nodes.AddRange([default, default]);
        Grow(nodes, left, Array.FindAll(rows, row => growth.Bins[row][feature] <= bin), depth + 1, growth);
        Grow(nodes, left + 1, Array.FindAll(rows, row => growth.Bins[row][feature] > bin), depth + 1, growth);
    }

    private static (int Feature, int Bin) Split(int[] rows, double gradient, double curvature, Growth growth)
    {
        var (best, found) = (1e-6, (-1, 0));
        Span<(double Gradient, double Curvature, int Rows)> bins = stackalloc (double, double, int)[Bins];
        foreach (var feature in growth.Columns)
        {
            bins.Clear();
            foreach (var row in rows)
            {
                ref var bin = ref bins[growth.Bins[row][feature]];
                bin = (bin.Gradient + growth.Slopes[row].Gradient, bin.Curvature + growth.Slopes[row].Curvature, bin.Rows + 1);
            }

            var (g, h, count) = (0.0, 0.0, 0);
            for (var bin = 0; bin < growth.Limits[feature].Length; bin++)
            {
                (g, h, count) = (g + bins[bin].Gradient, h + bins[bin].Curvature, count + bins[bin].Rows);
                if (count < LeastRows || rows.Length - count < LeastRows) { continue; }

                var gain = (g * g / (h + Damping)) + ((gradient - g) * (gradient - g) / (curvature - h + Damping)) - (gradient * gradient / (curvature + Damping));
                if (gain > best) { (best, found) = (gain, (feature, bin)); }
            }
        }

        return found;
    }

    /// <summary>What a tree grows on.</summary>
    private sealed record Growth(byte[][] Bins, float[][] Limits, (double Gradient, double Curvature)[] Slopes, int[] Columns);
}
