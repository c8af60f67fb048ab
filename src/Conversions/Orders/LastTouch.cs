namespace Steward.Conversions.Orders;

/// <summary>A click that an order may be credited to.</summary>
internal sealed record Touch
{
    public Guid ClickId { get; init; }
    public string Code { get; init; } = string.Empty;

    /// <summary>The group that the link was made for.</summary>
    public Guid? GroupId { get; init; }
    public DateTimeOffset ClickedAt { get; init; }
}

/// <summary>Last-touch attribution.</summary>
internal static class LastTouch
{
    /// <summary>The click that gets the credit: the last one at or before the payment and not older than the window; of several at the same moment the one with the larger id.</summary>
    /// <returns>Null when no click qualifies.</returns>
    public static Touch? Credit(IEnumerable<Touch> clicks, DateTimeOffset paidAt, TimeSpan window) => clicks
        .Where(click => click.ClickedAt <= paidAt && paidAt - click.ClickedAt <= window)
        .OrderByDescending(click => click.ClickedAt).ThenByDescending(click => click.ClickId)
        .FirstOrDefault();
}
