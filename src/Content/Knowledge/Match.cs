namespace Steward.Content.Knowledge;

/// <summary>How well an entry fits a text.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Phrase">Its question, paraphrase or confirmed question that fits best: the explanation.</param>
/// <param name="Score">The probability that it is what was asked for; of those after the first in proportion.</param>
internal sealed record Match(KnowledgeEntry Entry, string Phrase, double Score);
