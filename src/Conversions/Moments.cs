using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace Steward.Conversions;

/// <summary>Moments that come from outside, where any number may stand.</summary>
internal static class Moments
{
    private const long LastSecond = 253402300799;

    /// <summary>Microseconds are what PostgreSQL keeps: cut before comparing.</summary>
    public static DateTimeOffset ToMicroseconds(DateTimeOffset moment) => new(moment.UtcTicks - (moment.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>A moment of a request, in microseconds; null when it is missing or no moment between 1970 and 9999.</summary>
    public static DateTimeOffset? From(Timestamp? timestamp) =>
        timestamp is { Seconds: >= 0 and <= LastSecond, Nanos: >= 0 and <= 999_999_999 } ? ToMicroseconds(timestamp.ToDateTimeOffset()) : null;

    /// <summary>A moment of a page token; null when it is none.</summary>
    public static DateTimeOffset? FromTicks(string ticks) =>
        long.TryParse(ticks, CultureInfo.InvariantCulture, out var value) && value >= 0 && value <= DateTimeOffset.MaxValue.Ticks ? new DateTimeOffset(value, TimeSpan.Zero) : null;
}
