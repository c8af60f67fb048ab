using Google.Protobuf.WellKnownTypes;

namespace Steward.Content.Calendar;

/// <summary>Moments as callers send them: a timestamp may hold numbers that are no moment.</summary>
internal static class Moments
{
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;

    /// <summary>Whether this is a moment between the years 1 and 9999.</summary>
    public static bool IsMoment(this Timestamp timestamp) => timestamp is { Seconds: >= FirstSecond and <= LastSecond, Nanos: >= 0 and <= 999_999_999 };
}
