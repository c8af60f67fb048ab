namespace Steward.Staffing.ChannelUsers;

/// <summary>Who an operator is in a channel account of a brand. Several operators may share an employee's login, as shifts do.</summary>
internal sealed record ChannelUser
{
    /// <summary>WeCom's userid has at most 64 characters.</summary>
    public const int LongestUserId = 64;

    public required Guid BrandId { get; init; }
    public required Guid OperatorId { get; init; }
    public required Guid AccountId { get; init; }
    public required string UserId { get; init; }
}
