namespace Steward.Content.Knowledge;

/// <summary>One entry of a knowledge base: a standard question, other ways to ask it, and the answer.</summary>
internal sealed record KnowledgeEntry
{
    public required Guid EntryId { get; init; }
    public required string Question { get; init; }
    public required string[] Paraphrases { get; init; }
    public required string Answer { get; init; }

    /// <summary>How often it was sent; not part of matching.</summary>
    public long Answered { get; init; }
}
