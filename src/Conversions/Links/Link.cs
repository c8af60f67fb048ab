namespace Steward.Conversions.Links;

/// <summary>A tracked link with its running sums.</summary>
internal sealed record Link
{
    public const string Columns = "brand_id, code, target_url, channel, group_id, clicks, orders, revenue_fen, created_at";

    public Guid BrandId { get; init; }
    public string Code { get; init; } = string.Empty;
    public string TargetUrl { get; init; } = string.Empty;

    /// <summary>Where it is shown: a poster, a post, a store.</summary>
    public string Channel { get; init; } = string.Empty;

    /// <summary>The group it was made for, which gets the credit for orders.</summary>
    public Guid? GroupId { get; init; }
    public long Clicks { get; init; }
    public long Orders { get; init; }
    public long RevenueFen { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}
