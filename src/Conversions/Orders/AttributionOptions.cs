using System.ComponentModel.DataAnnotations;

namespace Steward.Conversions.Orders;

/// <summary>Settings of attribution (section <c>Attribution</c>).</summary>
internal sealed class AttributionOptions
{
    /// <summary>How long before its payment an order's last click may lie.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "366.00:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromDays(7);
}
