using MassTransit;

namespace Steward.Contracts.Events.Content;

/// <summary>Questions that the knowledge base could not answer with enough confidence. Consumed by Staffing: each becomes work for a person.</summary>
[MessageUrn("content:questions-handed-on:v1")]
[EntityName("content.questions-handed-on.v1")]
public sealed record QuestionsHandedOnV1 : IPartitionedEvent
{
    public required Guid BrandId { get; init; }
    public required Guid AccountId { get; init; }
    public required int Partition { get; init; }
    public required IReadOnlyList<HandedOnQuestion> Questions { get; init; }
}

/// <summary>A question for a person.</summary>
public sealed record HandedOnQuestion
{
    public required Guid MessageId { get; init; }
    public required Guid GroupId { get; init; }
    public required Guid MemberId { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>The best answer below the threshold, one that the compliance gate does not let out by itself, or empty: a suggestion for the operator.</summary>
    public required string SuggestedAnswer { get; init; }

    /// <summary>How sure the match is, 0 to 1.</summary>
    public required double SuggestionScore { get; init; }
}
