namespace Steward.Moderation.Classification;

/// <summary>A text that somebody has judged.</summary>
/// <param name="Label">One of <see cref="Classification.Label"/>; of the others nothing is said.</param>
/// <param name="Is">Whether the text deserves the label.</param>
internal readonly record struct Sample(string Text, string Label, bool Is);
