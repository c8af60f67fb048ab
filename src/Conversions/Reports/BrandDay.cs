using System.Globalization;

namespace Steward.Conversions.Reports;

/// <summary>The local day that a moment belongs to. All brands are counted in China's zone; a brand's own zone lives in Members.</summary>
internal static class BrandDay
{
    private const string Spelling = "yyyy-MM-dd";
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public static DateOnly Of(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Zone).DateTime);

    public static string Spell(DateOnly day) => day.ToString(Spelling, CultureInfo.InvariantCulture);

    /// <summary>The day of a <c>yyyy-mm-dd</c>, or null.</summary>
    public static DateOnly? Read(string text) => DateOnly.TryParseExact(text, Spelling, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
