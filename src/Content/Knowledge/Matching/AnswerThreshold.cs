namespace Steward.Content.Knowledge.Matching;

/// <summary>What answers without a person must keep to.</summary>
/// <param name="Precision">Least share of the answers that is right.</param>
/// <param name="OutOfScope">Most of the questions out of scope that are answered; of fewer than a hundred no share is asked for.</param>
/// <param name="LookAlikes">The same of those that look as if they were in.</param>
internal sealed record AnswerTarget(double Precision, double OutOfScope, double LookAlikes);

/// <summary>
/// Chooses from which probability on answers go out: the least threshold that keeps to the targets on questions that were not learnt from. What was measured on a few hundred questions is one draw of
/// many, so each share is taken half a standard error on the side of caution: other questions keep to the target about seven times in ten, and answers are not given up for the rest; of look-alikes a whole one.
/// </summary>
internal static class AnswerThreshold
{
    // A threshold that only so few pass was found by luck.
    private const int LeastAnswers = 20;
    private const double Caution = 0.5;

    // The look-alikes to come are others than those seen, more so than questions that are far from the base.
    private const double CautionOfLookAlikes = 1;

    // What so few did not tell cannot be kept to.
    private const int LeastForLimit = 100;

    /// <summary>The threshold; null when none keeps to the target.</summary>
    public static double? Choose(IReadOnlyList<TestedQuestion> questions, AnswerTarget target)
    {
        var ordered = questions.Where(question => question.Outcome.Best is not null).OrderByDescending(question => question.Outcome.Probability).ToArray();
        var (foreign, alike) = (questions.Count(question => question.IsForeign), questions.Count(question => question.LooksAlike));
        var (right, foreignAnswered, alikeAnswered) = (0, 0, 0);
        double? chosen = null;
        for (var at = 0; at < ordered.Length; at++)
        {
            right += ordered[at].Outcome.IsRight ? 1 : 0;
            foreignAnswered += ordered[at].IsForeign ? 1 : 0;
            alikeAnswered += ordered[at].LooksAlike ? 1 : 0;
            var last = at + 1 == ordered.Length || ordered[at + 1].Outcome.Probability < ordered[at].Outcome.Probability;
            if (last && at + 1 >= LeastAnswers && 1 - Cautious(at + 1 - right, at + 1, Caution) >= target.Precision && Keeps(foreignAnswered, foreign, target.OutOfScope, Caution) && Keeps(alikeAnswered, alike, target.LookAlikes, CautionOfLookAlikes))
            {
                chosen = at + 1 == ordered.Length ? ordered[at].Outcome.Probability : (ordered[at].Outcome.Probability + ordered[at + 1].Outcome.Probability) / 2;
            }
        }

        return chosen;
    }

    private static bool Keeps(int answered, int all, double most, double caution) => all < LeastForLimit || Cautious(answered, all, caution) <= most;

    /// <summary>A share with some of its standard error added (Agresti–Coull, so that none of few is not nothing).</summary>
    private static double Cautious(int some, int all, double caution)
    {
        var (n, share) = (all + 1.0, (some + 0.5) / (all + 1.0));
        return share + (caution * Math.Sqrt(share * (1 - share) / n));
    }
}
