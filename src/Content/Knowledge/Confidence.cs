namespace Steward.Content.Knowledge;

/// <summary>When an answer is sure enough to be sent without a person.</summary>
/// <param name="Threshold">Least probability that the best entry is right, 0 to 1.</param>
/// <param name="Margin">Least distance to the second entry: two that fit alike mean the question is ambiguous.</param>
internal readonly record struct Confidence(double Threshold, double Margin)
{
    /// <summary>Whether the first of these, best first, may be sent by itself.</summary>
    public bool Allows(IReadOnlyList<Match> matches) =>
        matches.Count > 0 && matches[0].Score >= Threshold && (matches.Count == 1 || matches[0].Score - matches[1].Score >= Margin);
}
