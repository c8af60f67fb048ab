using Steward.Moderation.Classification;

namespace Steward.Moderation.Learning;

/// <summary>How a model did on judged texts under one label.</summary>
/// <param name="WronglyActed">Of the texts that do not deserve it, those that reach the threshold for acting without a person.</param>
internal sealed record JudgedTexts(int TruePositives, int FalsePositives, int FalseNegatives, int TrueNegatives, int WronglyActed)
{
    public int Texts => TruePositives + FalsePositives + FalseNegatives + TrueNegatives;

    public int Ordinary => FalsePositives + TrueNegatives;

    public double Precision => Share(TruePositives, TruePositives + FalsePositives);

    public double Recall => Share(TruePositives, TruePositives + FalseNegatives);

    public double F1 => Share(2 * TruePositives, (2 * TruePositives) + FalsePositives + FalseNegatives);

    public double FalsePositiveRate => Share(FalsePositives, Ordinary);

    public double ActedRate => Share(WronglyActed, Ordinary);

    public static JudgedTexts Of(IEnumerable<(float Probability, bool Is)> judged, Reading reading)
    {
        var (tp, fp, fn, tn, acted) = (0, 0, 0, 0, 0);
        foreach (var (probability, deserves) in judged)
        {
            switch (probability >= reading.Decide, deserves)
            {
                case (true, true): tp++; break;
                case (true, false): fp++; break;
                case (false, true): fn++; break;
                default: tn++; break;
            }

            if (!deserves && probability >= reading.Act) { acted++; }
        }

        return new JudgedTexts(tp, fp, fn, tn, acted);
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}

/// <summary>Two versions under one label.</summary>
/// <param name="SamplesBefore">On the brand's standing samples, each version asked of what it was not trained on.</param>
/// <param name="ShippedBefore">On the texts that were written for the program, which every version has seen.</param>
internal sealed record LabelComparison(string Label, JudgedTexts SamplesBefore, JudgedTexts SamplesAfter, JudgedTexts ShippedBefore, JudgedTexts ShippedAfter)
{
    /// <summary>So much F1 on the shipped texts may go for the brand's own: about one text in a hundred.</summary>
    private const double Forgotten = 0.01;

    /// <summary>Of ordinary texts at most so many may be acted upon without a person.</summary>
    private const double MostActed = 0.003;

    /// <summary>Why the later version should not replace the earlier one under this label.</summary>
    public IEnumerable<string> Objections()
    {
        // Where no sample deserves the label there is no F1, and only what is wrongly given can be worse.
        var deserving = SamplesBefore.TruePositives + SamplesBefore.FalseNegatives > 0;
        if (deserving ? SamplesAfter.F1 < SamplesBefore.F1 : SamplesAfter.FalsePositives > SamplesBefore.FalsePositives) { yield return $"f1-samples:{Label}"; }

        if (ShippedAfter.F1 < ShippedBefore.F1 - Forgotten) { yield return $"f1-shipped:{Label}"; }

        var ordinary = ShippedAfter.Ordinary + SamplesAfter.Ordinary;
        if (ShippedAfter.WronglyActed + SamplesAfter.WronglyActed > MostActed * ordinary) { yield return $"fpr:{Label}"; }
    }
}

/// <summary>Two versions of a brand's model beside each other; version 0 is the shipped one.</summary>
internal sealed record ModelComparison(int Before, int After, IReadOnlyList<LabelComparison> Labels)
{
    public IReadOnlyList<string> Objections => [.. Labels.SelectMany(label => label.Objections())];

    /// <summary>Judges the standing samples and the shipped texts with both.</summary>
    public static ModelComparison Of(ModelVersion before, ModelVersion after, IReadOnlyList<LearntSample> samples, CancellationToken ct)
    {
        var labels = samples.Select(sample => sample.Label).Distinct().Order(StringComparer.Ordinal).ToList();
        return new ModelComparison(before.Version, after.Version, [.. labels.Select(label => Of(label, before, after, [.. samples.Where(sample => sample.Label == label)], ct))]);
    }

    private static LabelComparison Of(string label, ModelVersion before, ModelVersion after, IReadOnlyList<LearntSample> samples, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var own = OwnTexts.All.Where(text => text.Label == label).ToList();
        return new LabelComparison(label, Samples(before), Samples(after), Shipped(before), Shipped(after));

        JudgedTexts Samples(ModelVersion version) => JudgedTexts.Of(samples.Select(sample => (version.UnseenProbability(sample), sample.Deserves)), version.Reading(label));
        JudgedTexts Shipped(ModelVersion version) => JudgedTexts.Of(own.Select(text => (version.Probability(text.Text, label), text.Is)), version.Reading(label));
    }
}
