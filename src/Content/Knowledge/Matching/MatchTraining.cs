namespace Steward.Content.Knowledge.Matching;

/// <summary>How a question came out.</summary>
/// <param name="Right">The entry that answers it; null when none does.</param>
/// <param name="Best">The entry that came first; null when none was found.</param>
/// <param name="Probability">How probably that one is right.</param>
/// <param name="Rank">The place of the right entry, from 1; 0 when it was not found or there is none.</param>
internal readonly record struct MatchOutcome(Guid? Right, Guid? Best, double Probability, int Rank)
{
    /// <summary>Whether the best entry is the right one.</summary>
    public bool IsRight => Right is not null && Best == Right;
}

/// <summary>
/// Learns from questions that people have judged how to rank and how sure to be. Everything is judged by what was learnt from other questions (five folds), so that the outcomes it returns are those of
/// questions never seen: thresholds are chosen on them. Questions that no entry answers and that are alike stay in one fold; else the ones seen would tell about the ones to come more than they will.
/// </summary>
internal static class MatchTraining
{
    /// <summary>With fewer questions that some entry answers there is nothing to learn from but their words.</summary>
    public const int LeastQuestions = 100;

    private const int Folds = 10;
    private const int MostKin = 20;
    private const float Alike = 0.4f;
    private const int Seed = 20261123;

    /// <param name="entries">The knowledge base.</param>
    /// <param name="judged">Questions and their answers.</param>
    /// <param name="learn">Whether the judged questions become phrases of their entries: then each is judged by a base that holds those of the other folds.</param>
    /// <param name="told">Is told what is being done, and how much of all is done.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="ArgumentException">Fewer than <see cref="LeastQuestions"/> of them are answered by an entry of the base.</exception>
    /// <returns>The model, and how each judged question came out.</returns>
    public static (MatchModel Model, IReadOnlyList<MatchOutcome> Outcomes) Train(
        IReadOnlyList<KnowledgeEntry> entries, IReadOnlyList<JudgedQuestion> judged, bool learn, Action<string, double> told, CancellationToken ct)
    {
        var numbers = entries.Select((entry, number) => (entry.EntryId, number)).ToDictionary(entry => entry.EntryId, entry => entry.number);
        if (judged.Count(question => question.Entry is { } entry && numbers.ContainsKey(entry)) < LeastQuestions) { throw new ArgumentException($"It takes {LeastQuestions} questions that the base answers.", nameof(judged)); }

        var folds = FoldsOf(judged, Folds);
        var found = new List<Candidate>[judged.Count];
        var known = learn ? null : Matcher.Compile(entries, [], null);
        var classified = known?.IsClassified ?? false;
        for (var fold = 0; fold < Folds; fold++)
        {
            told("finding candidates", 0.3 * fold / Folds);
            ct.ThrowIfCancellationRequested();
            var matcher = known ?? Matcher.Compile(entries, [.. judged.Where((_, at) => folds[at] != fold)], null);
            classified = matcher.IsClassified;
            for (var at = 0; at < found.Length; at++)
            {
                if (folds[at] == fold) { found[at] = matcher.Candidates(judged[at].Text); }
            }
        }

        var examples = found.Select((candidates, at) => new Example(candidates, judged[at].Entry is { } entry && numbers.TryGetValue(entry, out var number) ? candidates.FindIndex(candidate => candidate.Entry == number) : -1)).ToArray();
        var ordered = new (int[] Order, double[] Shares, float[] Features)?[judged.Count];
        for (var fold = 0; fold < Folds; fold++)
        {
            told("ranking", 0.3 + (0.2 * fold / Folds));
            var ranking = Ranking.Train([.. examples.Where((example, at) => folds[at] != fold && example.Right >= 0)], ct);
            for (var at = 0; at < found.Length; at++)
            {
                if (folds[at] == fold && found[at].Count > 0) { ordered[at] = Matcher.Order(found[at], ranking); }
            }
        }

        var rows = ordered.Select((order, at) => order is { } one ? (one.Features, Right: one.Order[0] == examples[at].Right) : default).ToArray();
        var outcomes = new MatchOutcome[judged.Count];
        for (var fold = 0; fold < Folds; fold++)
        {
            told("certainty", 0.5 + (0.4 * fold / Folds));
            var certainty = Certainty.Train([.. rows.Where((row, at) => row.Features is not null && folds[at] != fold)], ct);
            for (var at = 0; at < found.Length; at++)
            {
                if (folds[at] == fold) { outcomes[at] = OutcomeOf(judged[at].Entry, ordered[at], examples[at], entries, certainty); }
            }
        }

        told("the whole", 0.9);
        var model = new MatchModel(Ranking.Train([.. examples.Where(example => example.Right >= 0)], ct), Certainty.Train([.. rows.Where(row => row.Features is not null)], ct), classified);
        told("done", 1);
        return (model, outcomes);
    }

    private static MatchOutcome OutcomeOf(Guid? right, (int[] Order, double[] Shares, float[] Features)? ordered, Example example, IReadOnlyList<KnowledgeEntry> entries, Certainty certainty)
    {
        if (ordered is not { } one) { return new MatchOutcome(right, null, 0, 0); }

        var best = entries[example.Candidates[one.Order[0]].Entry].EntryId;
        return new MatchOutcome(right, best, certainty.Of(one.Features), example.Right < 0 ? 0 : Array.IndexOf(one.Order, example.Right) + 1);
    }

    /// <summary>The fold of each question, by chance, those that no entry answers by their kin: the subjects that nobody wrote an entry about are others tomorrow.</summary>
    public static int[] FoldsOf(IReadOnlyList<JudgedQuestion> judged, int count)
    {
        var (random, folds) = (new Random(Seed), new int[judged.Count]);
        for (var at = 0; at < folds.Length; at++) { folds[at] = random.Next(count); }

        int[] foreign = [.. Enumerable.Range(0, judged.Count).Where(at => judged[at].Entry is null)];
        if (foreign.Length == 0) { return folds; }

        var wordings = Array.ConvertAll(foreign, at => Wording.Of(judged[at].Text));
        var index = new PhraseIndex(wordings, [.. Enumerable.Range(0, foreign.Length + 1)]);
        for (var question = 1; question < foreign.Length; question++)
        {
            var kin = index.Find(wordings[question], MostKin).Where(hit => hit.Phrase < question && hit.Cosine >= Alike).OrderByDescending(hit => hit.Cosine).ToArray();
            if (kin.Length > 0) { folds[foreign[question]] = folds[foreign[kin[0].Phrase]]; }
        }

        return folds;
    }
}
