namespace Steward.Channels.Commands;

/// <summary>What came of working on a command; what is said later is stronger.</summary>
internal enum Progress
{
    /// <summary>Nothing new: look again ever later.</summary>
    Waits,

    /// <summary>WeCom does not want to be asked for a while.</summary>
    Blocked,

    /// <summary>Something was sent or found: look again soon.</summary>
    Moved,

    /// <summary>It is settled.</summary>
    Settled,
}

/// <summary>What came of a step, and when the next one can help; null: by the progress.</summary>
internal readonly record struct Advance(Progress Progress, DateTimeOffset? NextAt)
{
    private static readonly TimeSpan BlockedFor = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Seldom = TimeSpan.FromMinutes(2);

    /// <summary>Looks after which nobody is in a hurry any more: a quarter of an hour of them.</summary>
    private const int Hurry = 37;

    public static implicit operator Advance(Progress progress) => new(progress, null);

    public static Advance Of(Standing standing, Progress otherwise) => standing.Settled ? Progress.Settled : new Advance(otherwise, standing.NextAt);

    /// <summary>Both: the stronger progress; a moment only if both name one.</summary>
    public Advance And(Advance other) =>
        new(Progress > other.Progress ? Progress : other.Progress, NextAt is { } one && other.NextAt is { } two ? one < two ? one : two : null);

    /// <summary>When to look again after so many looks that showed nothing: quickly at first, because simulated and eager people confirm at once, then ever later.</summary>
    public static TimeSpan Wait(Progress progress, int attempts) => progress switch
    {
        Progress.Moved => First,
        Progress.Blocked => BlockedFor,
        _ when attempts >= Hurry => Seldom,
        _ => TimeSpan.FromTicks(Math.Min(Often.Ticks, First.Ticks << Math.Min(attempts, 20))),
    };
}
