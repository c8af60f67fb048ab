using MassTransit;

namespace Steward.Contracts.Events.Staffing;

/// <summary>An operator's answer reached its group, and says something about the entry that the knowledge base offered for the question. Consumed by Content, which learns from it.</summary>
[MessageUrn("staffing:answer-taught:v1")]
[EntityName("staffing.answer-taught.v1")]
public sealed record AnswerTaughtV1 : IBrandEvent
{
    public required Guid BrandId { get; init; }

    /// <summary>An item is answered once: its id is the lesson's.</summary>
    public required Guid WorkItemId { get; init; }
    public required string Question { get; init; }

    /// <summary>The entry that was offered.</summary>
    public required Guid EntryId { get; init; }

    /// <summary><c>accepted</c>: its answer was sent as it is; <c>edited</c>: changed; <c>rejected</c>: it was offered first, and something else was sent.</summary>
    public required string Use { get; init; }

    /// <summary>An operator id.</summary>
    public required string AnsweredBy { get; init; }
    public required DateTimeOffset At { get; init; }
}
