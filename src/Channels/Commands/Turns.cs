using Steward.Channels.Quotas;

namespace Steward.Channels.Commands;

/// <summary>The turn of a call that was written down as about to be made together with others.</summary>
internal static class Turns
{
    /// <summary>What happens to a call whose turn is over.</summary>
    public const string Missed = "others took too long: its turn comes again";
    private static readonly QuotaSpan Minute = new("minute");

    /// <summary>Whoever finds a call without an outcome after the time of grace may make it again, and its place is one of its minute: a call that comes too late for either is not made.</summary>
    public static bool IsOver(DateTimeOffset begunAt, DateTimeOffset now, CommandOptions options) =>
        now - begunAt > TimeSpan.FromSeconds(options.LookupGraceSeconds) / 3 || Minute.StartOf(now) != Minute.StartOf(begunAt);
}
