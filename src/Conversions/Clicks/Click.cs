using System.Globalization;
using Steward.Kernel;

namespace Steward.Conversions.Clicks;

/// <summary>One redirect that was served.</summary>
/// <param name="Id">Made with the redirect: what makes storing it twice harmless.</param>
/// <param name="At">In microseconds, as it is stored.</param>
internal readonly record struct Click(BrandId Brand, string Code, Guid Visitor, Guid Id, DateTimeOffset At)
{
    /// <summary>One line of a spill file.</summary>
    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{Brand.Value:N} {Code} {Visitor:N} {Id:N} {At.UtcTicks}");

    /// <summary>The click of a line, or null when the line is torn (the process died in the middle of it).</summary>
    public static Click? FromLine(string line) =>
        line.Split(' ') is [var brand, var code, var visitor, var id, var ticks]
        && Guid.TryParseExact(brand, "N", out var brandId) && Guid.TryParseExact(visitor, "N", out var visitorId) && Guid.TryParseExact(id, "N", out var clickId)
        && code.Length > 0 && ticks.Length == TicksDigits && Moments.FromTicks(ticks) is { } at
            ? new Click(new BrandId(brandId), code, visitorId, clickId, at)
            : null;

    /// <summary>From the year 318 to 3169: a number cut short is noticed.</summary>
    private const int TicksDigits = 18;
}
