namespace Steward.Moderation.Discipline;

/// <summary>The states of an appeal.</summary>
internal static class AppealState
{
    public const string Open = "open";
    public const string Rejected = "rejected";
    public const string Overturned = "overturned";
}

/// <summary>Somebody's word against a penalty.</summary>
internal sealed record Appeal
{
    public const string Columns = "brand_id, appeal_id, case_id, on_behalf, text, filed_by, filed_at, state, note, reviewer, decided_at";

    public required Guid BrandId { get; init; }
    public required Guid AppealId { get; init; }
    public required Guid CaseId { get; init; }

    /// <summary><c>member</c> or <c>brand</c>.</summary>
    public required string OnBehalf { get; init; }
    public required string Text { get; init; }
    public required string FiledBy { get; init; }
    public required DateTimeOffset FiledAt { get; init; }
    public required string State { get; init; }
    public string Note { get; init; } = "";
    public string? Reviewer { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
}
