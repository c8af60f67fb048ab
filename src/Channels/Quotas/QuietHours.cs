using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Quotas;

/// <summary>When nobody may be disturbed, by a brand's clock. Only what the calendar sends waits for the morning: who asks in the night wants an answer.</summary>
internal sealed record QuietHours(TimeZoneInfo Zone, int FromMinute, int ToMinute)
{
    public const string DefaultZone = "Asia/Shanghai";

    /// <summary>When a send of this origin may go out: null, at once.</summary>
    public DateTimeOffset? OpensAt(string origin, DateTimeOffset now)
    {
        if (origin != "calendar" || FromMinute == ToMinute) { return null; }

        var local = TimeZoneInfo.ConvertTime(now, Zone).DateTime;
        var minute = (int)local.TimeOfDay.TotalMinutes;
        var quiet = FromMinute < ToMinute ? minute >= FromMinute && minute < ToMinute : minute >= FromMinute || minute < ToMinute;
        if (!quiet) { return null; }

        var end = local.Date.AddMinutes(ToMinute).AddDays(minute >= ToMinute ? 1 : 0);
        // An hour that the clock leaps over ends when the leap does.
        while (Zone.IsInvalidTime(end)) { end = end.AddMinutes(15); }

        return new DateTimeOffset(end, Zone.GetUtcOffset(end)).ToUniversalTime();
    }

    /// <summary>A brand's own, or the default.</summary>
    public static async Task<QuietHours> OfAsync(BrandTransaction transaction, BrandId brand, QuietHours otherwise, CancellationToken ct)
    {
        var row = await transaction.SingleOrDefaultAsync<Row>("select zone, from_minute, to_minute from quiet_hours where brand_id = @brand", new { brand }, ct);
        return row is null ? otherwise : new QuietHours(TimeZoneInfo.FindSystemTimeZoneById(row.Zone), row.FromMinute, row.ToMinute);
    }

    /// <summary>Reads <c>21:30-08:30</c>; empty: never quiet. Null: neither.</summary>
    public static QuietHours? Parse(string text, string zone)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)) { return null; }

        if (text.Length == 0) { return new QuietHours(found, 0, 0); }

        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && Minute(text[..dash]) is { } from && Minute(text[(dash + 1)..]) is { } to ? new QuietHours(found, from, to) : null;
    }

    /// <summary>Minutes since midnight of <c>HH:mm</c>.</summary>
    public static int? Minute(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var time) ? time.Hour * 60 + time.Minute : null;

    private sealed record Row
    {
        public required string Zone { get; init; }
        public required int FromMinute { get; init; }
        public required int ToMinute { get; init; }
    }
}
