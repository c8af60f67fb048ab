using Steward.Channels.Quotas;

namespace Steward.Channels.Commands;

/// <summary>The turn of a call that was written down as about to be made together with others.</summary>
internal static class Turns
{
    /// <summary>What happens to a call whose turn is over.</summary>
    public const string Missed = "others took too long: its turn comes again";
    private static readonly QuotaSpan Minute = new("minute");

    /// <summary>When a call that was begun must have left: within a third of the time of grace, so that a slow answer has the second and a slow channel the third; and within the minute that its quota was taken of.</summary>
    public static DateTimeOffset LeavesBy(DateTimeOffset begunAt, CommandOptions options)
    {
        var (third, minute) = (begunAt + (TimeSpan.FromSeconds(options.LookupGraceSeconds) / 3), Minute.StartOf(begunAt).AddMinutes(1));
        return third < minute ? third : minute;
    }

    /// <summary>Whoever finds a call without an outcome after the time of grace may make it again, and its place is one of its minute: a call that comes too late for either is not made.</summary>
    public static bool IsOver(DateTimeOffset begunAt, DateTimeOffset now, CommandOptions options) => now >= LeavesBy(begunAt, options);
}
