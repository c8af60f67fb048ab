namespace Steward.Content.Knowledge.Matching;

/// <summary>A question of a test set and how it came out.</summary>
/// <param name="Kind">The kind that the set gives it; kinds that begin with "near" look like questions of the base and are none.</param>
/// <param name="Outcome">How it came out.</param>
/// <param name="Threshold">From which probability on it is answered without a person.</param>
internal readonly record struct TestedQuestion(string Kind, MatchOutcome Outcome, double Threshold = 1)
{
    /// <summary>Whether it is answered without a person.</summary>
    public bool IsAnswered => Outcome.Best is not null && Outcome.Probability >= Threshold;

    /// <summary>Whether no entry answers it.</summary>
    public bool IsForeign => Outcome.Right is null;

    /// <summary>Whether it is foreign and looks like a question of the base.</summary>
    public bool LooksAlike => IsForeign && Kind.StartsWith("near", StringComparison.Ordinal);
}

/// <summary>What a matcher does with questions whose answers are known. Shares of nothing are null.</summary>
internal sealed record MatchFigures
{
    /// <summary>Questions that some entry answers, and that none does.</summary>
    public required int InScope { get; init; }

    public required int OutOfScope { get; init; }

    /// <summary>The right entry comes first, among three, among ten; of the questions in scope.</summary>
    public required double? Top1 { get; init; }

    public required double? RecallAt3 { get; init; }

    public required double? RecallAt10 { get; init; }

    /// <summary>The mean of one by the place of the right entry.</summary>
    public required double? MeanReciprocalRank { get; init; }

    /// <summary>How probably a question in scope has the higher probability of two, the other being out of it.</summary>
    public required double? Auroc { get; init; }

    /// <summary>Of all questions.</summary>
    public required double? Answered { get; init; }

    /// <summary>Answered and right, of those answered.</summary>
    public required double? Precision { get; init; }

    /// <summary>Answered and right, of those in scope.</summary>
    public required double? CorrectDeflection { get; init; }

    /// <summary>Of the questions out of scope; and of those that look as if they were in.</summary>
    public required double? OutOfScopeAnswered { get; init; }

    public required double? LookAlikesAnswered { get; init; }

    /// <summary>How far the probability is from the share that is right, on average over ten bins of equal size.</summary>
    public required double? CalibrationError { get; init; }

    public static MatchFigures Of(IReadOnlyList<TestedQuestion> questions)
    {
        var (inside, outside, alike) = (questions.Where(question => !question.IsForeign).ToArray(), questions.Where(question => question.IsForeign).ToArray(), questions.Where(question => question.LooksAlike).ToArray());
        var answered = questions.Where(question => question.IsAnswered).ToArray();
        var right = answered.Count(question => question.Outcome.IsRight);
        return new MatchFigures
        {
            InScope = inside.Length, OutOfScope = outside.Length,
            Top1 = Share(inside.Count(question => question.Outcome.IsRight), inside.Length),
            RecallAt3 = Share(inside.Count(question => question.Outcome.Rank is > 0 and <= 3), inside.Length),
            RecallAt10 = Share(inside.Count(question => question.Outcome.Rank is > 0 and <= 10), inside.Length),
            MeanReciprocalRank = inside.Length == 0 ? null : inside.Average(question => question.Outcome.Rank > 0 ? 1.0 / question.Outcome.Rank : 0),
            Auroc = AreaOf([.. inside.Select(question => question.Outcome.Probability)], [.. outside.Select(question => question.Outcome.Probability)]),
            Answered = Share(answered.Length, questions.Count),
            Precision = Share(right, answered.Length),
            CorrectDeflection = Share(right, inside.Length),
            OutOfScopeAnswered = Share(outside.Count(question => question.IsAnswered), outside.Length),
            LookAlikesAnswered = Share(alike.Count(question => question.IsAnswered), alike.Length),
            CalibrationError = Calibration(questions),
        };
    }

    private static double? Share(int some, int all) => all == 0 ? null : (double)some / all;

    private static double? AreaOf(double[] inside, double[] outside)
    {
        if (inside.Length == 0 || outside.Length == 0) { return null; }

        Array.Sort(outside);
        return inside.Sum(value => (Rank(value) + RankOrEqual(value)) / 2.0) / ((double)inside.Length * outside.Length);

        int Rank(double value) => LowerBound(outside, value, orEqual: false);

        int RankOrEqual(double value) => LowerBound(outside, value, orEqual: true);
    }

    private static int LowerBound(double[] sorted, double value, bool orEqual)
    {
        var (from, to) = (0, sorted.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (sorted[middle] < value || (orEqual && sorted[middle] == value)) { from = middle + 1; }
            else { to = middle; }
        }

        return from;
    }

    private static double? Calibration(IReadOnlyList<TestedQuestion> questions)
    {
        const int Bins = 10;
        if (questions.Count < Bins) { return null; }

        var ordered = questions.OrderBy(question => question.Outcome.Probability).ToArray();
        return Enumerable.Range(0, Bins).Select(bin => ordered[(bin * ordered.Length / Bins)..((bin + 1) * ordered.Length / Bins)])
            .Sum(bin => Math.Abs(bin.Average(question => question.Outcome.Probability) - bin.Average(question => question.Outcome.IsRight ? 1 : 0)) * bin.Length / ordered.Length);
    }
}
