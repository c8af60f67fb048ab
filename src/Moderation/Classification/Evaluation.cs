namespace Steward.Moderation.Classification;

/// <summary>Texts whose probability lies in one tenth.</summary>
/// <param name="Mean">Their mean probability.</param>
/// <param name="Share">The share that really deserves the label.</param>
internal readonly record struct CalibrationBin(int Texts, double Mean, double Share);

/// <summary>How well probabilities separate texts that deserve a label from those that do not.</summary>
/// <param name="Threshold">From this probability on the label is given.</param>
/// <param name="Auc">Area under the ROC curve: the chance that a text that deserves the label is ahead of one that does not; ties count half.</param>
/// <param name="Calibration">Ten bins of equal width.</param>
internal sealed record Evaluation(double Threshold, long TruePositives, long FalsePositives, long FalseNegatives, long TrueNegatives, double Auc, IReadOnlyList<CalibrationBin> Calibration)
{
    private const int Bins = 10;

    public double Precision => Share(TruePositives, TruePositives + FalsePositives);
    public double Recall => Share(TruePositives, TruePositives + FalseNegatives);
    public double F1 => F(TruePositives, FalsePositives, FalseNegatives);

    /// <summary>Mean of the F1 of the label and the F1 of its absence.</summary>
    public double MacroF1 => (F1 + F(TrueNegatives, FalseNegatives, FalsePositives)) / 2;

    /// <summary>The share of the texts that do not deserve the label and got it.</summary>
    public double FalsePositiveRate => Share(FalsePositives, FalsePositives + TrueNegatives);

    /// <summary>Expected calibration error: how far probabilities are from what happened, weighted by texts.</summary>
    public double CalibrationError => Calibration.Sum(bin => bin.Texts * Math.Abs(bin.Mean - bin.Share)) / Math.Max(1, Calibration.Sum(bin => bin.Texts));

    public static Evaluation Of(IReadOnlyList<(float Probability, bool Is)> judged, double threshold)
    {
        long tp = 0, fp = 0, fn = 0, tn = 0;
        foreach (var (probability, isLabel) in judged)
        {
            switch (probability >= threshold, isLabel)
            {
                case (true, true): tp++; break;
                case (true, false): fp++; break;
                case (false, true): fn++; break;
                default: tn++; break;
            }
        }

        return new Evaluation(threshold, tp, fp, fn, tn, AreaUnderCurve(judged), CalibrationOf(judged));
    }

    /// <summary>By ranks (Mann and Whitney): with n₁ positives of rank sum R, (R − n₁(n₁+1)/2) / (n₁ n₀). Not a number when one side is missing.</summary>
    private static double AreaUnderCurve(IReadOnlyList<(float Probability, bool Is)> judged)
    {
        var rising = judged.OrderBy(one => one.Probability).ToList();
        double rankSum = 0, positives = 0;
        for (var from = 0; from < rising.Count;)
        {
            var to = from;
            while (to < rising.Count && rising[to].Probability == rising[from].Probability) { to++; }

            var here = rising.GetRange(from, to - from).Count(one => one.Is);
            (rankSum, positives, from) = (rankSum + (here * (from + 1 + to) / 2.0), positives + here, to);
        }

        return (rankSum - (positives * (positives + 1) / 2)) / (positives * (rising.Count - positives));
    }

    private static CalibrationBin[] CalibrationOf(IReadOnlyList<(float Probability, bool Is)> judged)
    {
        var bins = judged.ToLookup(one => Math.Min(Bins - 1, (int)(one.Probability * Bins)));
        return [.. Enumerable.Range(0, Bins).Select(number => bins[number].ToList())
            .Select(bin => bin.Count == 0 ? default : new CalibrationBin(bin.Count, bin.Average(one => one.Probability), Share(bin.Count(one => one.Is), bin.Count)))];
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private static double F(long right, long wrong, long missed) => Share(2 * right, (2 * right) + wrong + missed);
}
