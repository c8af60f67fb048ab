using System.Globalization;
using System.Text.RegularExpressions;
using Steward.Contracts.Channels.V1;

namespace Steward.Console.Accounts;

/// <summary>How something is, in the words of the page's colours.</summary>
internal enum Level
{
    /// <summary>Nothing to do.</summary>
    Fine,

    /// <summary>Worth a look.</summary>
    Slow,

    /// <summary>Somebody has to act.</summary>
    Late,
}

/// <summary>Levels as styles and texts know them.</summary>
internal static class Levels
{
    public static string Name(Level level) => level switch { Level.Late => "late", Level.Slow => "slow", _ => "fine" };
}

/// <summary>How an account is, part by part.</summary>
internal sealed partial record AccountHealth(Level Archive, Level Callbacks, Level Token, Level Error)
{
    private const int ManyWaiting = 100;
    private const int TooManyWaiting = 1000;
    // Where nothing new comes, reading is noted once a minute.
    private static readonly TimeSpan ReadLately = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ReadLongAgo = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LagsLately = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LagsLong = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan QuietDay = TimeSpan.FromHours(24);

    /// <summary>The worst of its parts.</summary>
    public Level Worst => (Level)Math.Max(Math.Max((int)Archive, (int)Token), Math.Max((int)Callbacks, (int)Error));

    /// <summary>Judges what Channels tells of an account.</summary>
    public static AccountHealth Of(Account account, DateTimeOffset now) => new(ArchiveOf(account, now), CallbacksOf(account, now), TokenOf(account), ErrorOf(account.LastError));

    /// <summary>Whether messages are read here: of a data zone none leave it.</summary>
    public static bool Reads(Account account) => account.ArchiveMode is not ("" or "none" or "data-zone");

    /// <summary>The class of an account's last error, by the channel's code in it: what has to be done about it. Empty when there is no error.</summary>
    public static string MendOf(string error) => error.Length == 0
        ? ""
        : ChannelCode().Match(error) is { Success: true } found && int.Parse(found.ValueSpan, CultureInfo.InvariantCulture) is var code && ClassOf(code) is { Length: > 0 } known ? known
        : error.StartsWith("archive", StringComparison.Ordinal) ? "archive" : "other";

    private static Level ArchiveOf(Account account, DateTimeOffset now) => account switch
    {
        _ when !Reads(account) => Level.Fine,
        { ArchiveReadAt: null } => Level.Late,
        { ArchiveUndecryptable: > 0 } => Level.Late,
        _ => now - account.ArchiveReadAt.ToDateTimeOffset() is var age && age > ReadLongAgo ? Level.Late : age > ReadLately ? Level.Slow : Level.Fine,
    };

    // A quiet channel is no fault by itself; callbacks that nobody works off are.
    private static Level CallbacksOf(Account account, DateTimeOffset now) =>
        account.CallbacksWaiting > TooManyWaiting || Lag(account, now) > LagsLong ? Level.Late
        : account.CallbacksWaiting > ManyWaiting || Lag(account, now) > LagsLately || account.CallbackAt is null || now - account.CallbackAt.ToDateTimeOffset() > QuietDay ? Level.Slow
        : Level.Fine;

    private static TimeSpan Lag(Account account, DateTimeOffset now) => account.CallbackOldestAt is { } oldest ? now - oldest.ToDateTimeOffset() : TimeSpan.Zero;

    // An old token is no fault: the next call asks for a new one. A refused one is.
    private static Level TokenOf(Account account) => account.TokenRefusedAt is null ? Level.Fine : Level.Late;

    private static Level ErrorOf(string error) => MendOf(error) switch { "" => Level.Fine, "frequency" or "transient" => Level.Slow, _ => Level.Late };

    private static string ClassOf(int code) => code switch
    {
        40001 or 40013 or 40014 or 42001 or 41001 or 401 => "credentials",
        60020 => "address",
        45009 or 45033 or 130101 or 429 => "frequency",
        48002 or 60011 or 84074 or 301002 or 701008 or 403 => "permission",
        -1 or 0 or 6000 or 41063 or 41096 => "transient",
        _ => "",
    };

    // WeCom's errcode or Telegram's error_code, as the ledger writes it: at the start, or behind what was being done.
    [GeneratedRegex(@"(?<![\w.])(-1|0|\d{3,6})(?![\w.])")]
    private static partial Regex ChannelCode();
}
