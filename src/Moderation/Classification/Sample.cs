namespace Steward.Moderation.Classification;

/// <summary>A text that somebody has judged.</summary>
/// <param name="Label">One of <see cref="Classification.Label"/>; of the others nothing is said.</param>
/// <param name="Is">Whether the text deserves the label.</param>
/// <param name="Kin">Texts that were made of one pattern have the same number: a model is never asked about a text whose kin it was trained on. Null: it has none.</param>
internal readonly record struct Sample(string Text, string Label, bool Is, int? Kin = null);
