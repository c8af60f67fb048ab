namespace Steward.Content.Knowledge.Matching;

/// <summary>A question of a file of test questions.</summary>
/// <param name="Kind">See <see cref="TestedQuestion"/>.</param>
/// <param name="Question">With its answer.</param>
internal readonly record struct TestQuestion(string Kind, JudgedQuestion Question);

/// <summary>A base that was taught by some questions, and from which probability on it answers.</summary>
internal sealed record TaughtBase(Matcher Matcher, double? Threshold)
{
    /// <summary>Teaches a base. The threshold is chosen on outcomes that the teaching did not touch; null when no threshold keeps to the target, so that nothing is answered.</summary>
    /// <param name="entries">The base.</param>
    /// <param name="dev">The questions; fewer than <see cref="MatchTraining.LeastQuestions"/> in scope teach the threshold only.</param>
    /// <param name="learn">Whether they become phrases of the base too, as if operators had confirmed them.</param>
    /// <param name="target">What the threshold has to keep to.</param>
    /// <param name="told">Is told what is being done, and how much of all is done.</param>
    /// <param name="ct">Ends it.</param>
    public static TaughtBase By(IReadOnlyList<KnowledgeEntry> entries, IReadOnlyList<TestQuestion> dev, bool learn, AnswerTarget target, Action<string, double> told, CancellationToken ct)
    {
        var judged = dev.Select(question => question.Question).ToArray();
        JudgedQuestion[] learnt = learn ? judged : [];
        if (judged.Count(question => question.Entry is not null) < MatchTraining.LeastQuestions)
        {
            var cold = new TaughtBase(Matcher.Compile(entries, [], null), null);
            var threshold = AnswerThreshold.Choose([.. dev.Select(cold.Test)], target);
            return new TaughtBase(Matcher.Compile(entries, learnt, null), threshold);
        }

        var (model, outcomes) = MatchTraining.Train(entries, judged, learn, told, ct);
        return new TaughtBase(Matcher.Compile(entries, learnt, model), AnswerThreshold.Choose([.. outcomes.Select((outcome, at) => new TestedQuestion(dev[at].Kind, outcome))], target));
    }

    /// <summary>Asks it a question.</summary>
    public TestedQuestion Test(TestQuestion question)
    {
        var matches = Matcher.Rank(question.Question.Text, 10);
        var rank = question.Question.Entry is { } right ? matches.TakeWhile(match => match.Entry.EntryId != right).Count() + 1 : 0;
        var outcome = new MatchOutcome(question.Question.Entry, matches.Count > 0 ? matches[0].Entry.EntryId : null, matches.Count > 0 ? matches[0].Score : 0, rank <= matches.Count ? rank : 0);
        return new TestedQuestion(question.Kind, outcome, Threshold ?? double.PositiveInfinity);
    }
}
