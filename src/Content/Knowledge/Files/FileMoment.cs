using System.Globalization;

namespace Steward.Content.Knowledge.Files;

/// <summary>Moments as files have them: ISO 8601, or as a spreadsheet writes a date; without an offset they are UTC.</summary>
internal static class FileMoment
{
    private static readonly string[] Formats = ["yyyy-M-d", "yyyy/M/d", "yyyy-M-d H:mm", "yyyy/M/d H:mm", "yyyy-M-d H:mm:ss", "yyyy/M/d H:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFK"];

    public static string Write(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFK", CultureInfo.InvariantCulture) ?? "";

    public static bool TryRead(string text, out DateTimeOffset moment) => DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out moment);
}
