using System.Globalization;

namespace Steward.Channels.Quotas;

/// <summary>
/// How long a quota counts: a calendar window (<c>second</c> … <c>month</c>) by Shanghai's clock, which is WeCom's; a rolling one (<c>24h</c>, <c>90d</c>); or <c>circuit</c>,
/// which counts nothing.
/// </summary>
internal readonly record struct QuotaSpan(string Name)
{
    public const string Circuit = "circuit";

    /// <summary>China has had no daylight saving time since 1991.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>Whether moments are kept, instead of a count from a fixed beginning.</summary>
    public bool IsRolling => Name == Circuit || Name[^1] is 'h' or 'd' && char.IsAsciiDigit(Name[0]);

    /// <summary>How long one use of a rolling span counts.</summary>
    public TimeSpan Length => !IsRolling || Name == Circuit
        ? TimeSpan.Zero
        : int.Parse(Name.AsSpan(0, Name.Length - 1), CultureInfo.InvariantCulture) * (Name[^1] == 'h' ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1));

    /// <summary>Whether a limit can be set for a span of this name.</summary>
    public static bool Limits(string name) => name is "second" or "minute" or "hour" or "day" or "week" or "month"
        || (name.Length is > 1 and <= 4 && name[^1] is 'h' or 'd' && name[0] != '0' && name[..^1].All(char.IsAsciiDigit));

    /// <summary>The beginning of the window that a moment lies in; of rolling spans always the same.</summary>
    public DateTimeOffset StartOf(DateTimeOffset at)
    {
        var local = at.ToOffset(Offset);
        var day = new DateTimeOffset(local.Year, local.Month, local.Day, 0, 0, 0, Offset);
        return (Name switch
        {
            "second" => local.AddTicks(-(local.Ticks % TimeSpan.TicksPerSecond)),
            "minute" => local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute)),
            "hour" => local.AddTicks(-(local.Ticks % TimeSpan.TicksPerHour)),
            "day" => day,
            "week" => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            "month" => day.AddDays(1 - day.Day),
            _ => DateTimeOffset.UnixEpoch,
        }).ToUniversalTime();
    }

    /// <summary>The end of the calendar window that begins then.</summary>
    public DateTimeOffset EndOf(DateTimeOffset start) => Name switch
    {
        "second" => start.AddSeconds(1),
        "minute" => start.AddMinutes(1),
        "hour" => start.AddHours(1),
        "day" => start.AddDays(1),
        "week" => start.AddDays(7),
        "month" => start.ToOffset(Offset).AddMonths(1).ToUniversalTime(),
        _ => DateTimeOffset.MaxValue,
    };
}

/// <summary>What a channel, or a tenant below it, permits.</summary>
internal sealed record QuotaRule
{
    public required string Scope { get; init; }
    public required string Span { get; init; }

    /// <summary>Null: as many as the month has days.</summary>
    public int? Most { get; init; }

    /// <summary><c>corp</c>: all accounts of a corp share it; <c>account</c>.</summary>
    public required string Per { get; init; }
    public required int BulkPercent { get; init; }
    public required string Note { get; init; }
    public bool Overridden { get; init; }

    /// <summary>How many uses the window that begins at <paramref name="start"/> has room for.</summary>
    public int LimitAt(DateTimeOffset start, bool bulk)
    {
        var local = start.ToOffset(QuotaSpan.Offset);
        var most = Most ?? DateTime.DaysInMonth(local.Year, local.Month);
        return bulk ? (int)(most * (long)BulkPercent / 100) : most;
    }
}

/// <summary>One use of one thing that has quotas: a call of an API, a broadcast to a group.</summary>
/// <param name="Scope">As in <c>quota_rules</c>.</param>
/// <param name="Subject">The API, chat, employee or task.</param>
internal readonly record struct QuotaClaim(string Scope, string Subject);
