using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace Steward.Console.Shared;

/// <summary>Moments in a brand's zone, as short as can be.</summary>
internal static class Moments
{
    /// <summary>The time today, day and time this year, else the whole date.</summary>
    public static string Short(DateTimeOffset at, TimeZoneInfo zone, DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var today = TimeZoneInfo.ConvertTime(now, zone);
        var format = local.Date == today.Date ? "HH:mm:ss" : local.Year == today.Year ? "MM-dd HH:mm" : "yyyy-MM-dd HH:mm";
        return local.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>Everything, with the zone's name.</summary>
    public static string Full(DateTimeOffset at, TimeZoneInfo zone) => $"{TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} {zone.Id}";

    /// <summary>When a day begins in a zone, or the day some days after it; null without a day, and where no calendar goes.</summary>
    public static Timestamp? StartOf(DateOnly? day, int plusDays, TimeZoneInfo zone) =>
        day is { Year: > 1 and < 9999 } date ? Timestamp.FromDateTimeOffset(FromLocal(date.AddDays(plusDays).ToDateTime(TimeOnly.MinValue), zone)) : null;

    /// <summary>A local time of a form as a moment. A time that a clock change skips or repeats counts with the standard offset.</summary>
    public static DateTimeOffset FromLocal(DateTime local, TimeZoneInfo zone) => new(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), zone.GetUtcOffset(local));
}
