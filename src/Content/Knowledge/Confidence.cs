namespace Steward.Content.Knowledge;

/// <summary>When an answer is sure enough to be sent without a person, and when to be suggested to one; below that the knowledge base stays silent.</summary>
/// <param name="Threshold">Least probability that the best entry is right for it to be sent, 0 to 1.</param>
/// <param name="Margin">Least distance to the second entry: two that fit alike mean the question is ambiguous.</param>
/// <param name="Suggestion">Least probability for it to be suggested: below, an entry has next to nothing to do with the question and is no help.</param>
internal readonly record struct Confidence(double Threshold, double Margin, double Suggestion)
{
    /// <summary>Whether the first of these, best first, may be sent by itself.</summary>
    public bool Allows(IReadOnlyList<Match> matches) =>
        matches.Count > 0 && matches[0].Score >= Threshold && (matches.Count == 1 || matches[0].Score - matches[1].Score >= Margin);

    /// <summary>Whether an entry of this probability is suggested to people.</summary>
    public bool Suggests(double score) => score >= Suggestion;

    /// <summary>Everything that is wrong with these as a brand's settings, by field.</summary>
    public IEnumerable<(string Field, string Why)> Wrong()
    {
        // The other way round, a NaN would be no mistake.
        if (!(Threshold is > 0 and <= 1)) { yield return ("settings.answer_from", "must be more than 0 and at most 1"); }

        if (!(Suggestion >= 0 && Suggestion <= Threshold)) { yield return ("settings.suggest_from", "must be from 0 to answer_from"); }

        if (!(Margin is >= 0 and <= 1)) { yield return ("settings.margin", "must be from 0 to 1"); }
    }
}
