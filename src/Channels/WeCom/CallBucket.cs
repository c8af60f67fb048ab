namespace Steward.Channels.WeCom;

/// <summary>How many calls of one API a bucket allows.</summary>
/// <param name="Minute">Most in any 60 seconds.</param>
/// <param name="Hour">Most in any 60 minutes.</param>
/// <param name="BulkPercent">How much of both may be used for what nobody waits for.</param>
internal sealed record CallLimits(int Minute, int Hour, int BulkPercent);

/// <summary>What a bucket gave.</summary>
/// <param name="After">The bucket as it stands then.</param>
/// <param name="Granted">Calls; 0: none now.</param>
/// <param name="OpensAt">When to ask again, if there are none now.</param>
internal readonly record struct CallGrant(CallBucket After, int Granted, DateTimeOffset OpensAt);

/// <summary>
/// How far the rate of one API is used. Calls are given out evenly, with a small burst, so that <b>no</b> 60 seconds see more of them than the limit, wherever the channel's own
/// windows begin; a window that is counted from a fixed beginning could be used up twice within a few seconds. Nothing is held for anybody: a block whose taker died is made good by time.
/// </summary>
internal sealed record CallBucket
{
    /// <summary>How long after it was given a call may be made at the latest.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    /// <summary>How far the replicas' clocks may differ.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private const int MinutesKept = 62;
    private const int BurstPart = 20;
    private const int BlockPart = 100;

    /// <summary>Until when the rate is given out.</summary>
    public DateTimeOffset NextAt { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Until when bulk's part of the rate is given out.</summary>
    public DateTimeOffset BulkNextAt { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>The channel has refused: nothing before.</summary>
    public DateTimeOffset ClosedUntil { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>The beginning of the newest minute of <see cref="Minutes"/>.</summary>
    public DateTimeOffset NewestMinute { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Calls that were given out in each minute, the newest first.</summary>
    public IReadOnlyList<int> Minutes { get; init; } = [];

    /// <summary>How many calls one replica should take at a time: few enough that little is lost with it, enough that asking costs nothing.</summary>
    public static int BlockOf(CallLimits limits) => Math.Max(1, limits.Minute / BlockPart);

    /// <summary>
    /// Gives out up to so many calls. What somebody waits for takes what there is; bulk takes its whole block or waits for it, leaves half of the burst to the others, and stays within its part.
    /// </summary>
    public CallGrant Take(CallLimits limits, int wanted, bool bulk, DateTimeOffset now)
    {
        if (ClosedUntil > now) { return new CallGrant(this, 0, ClosedUntil); }

        if (limits.Minute <= 0 || limits.Hour <= 0) { return new CallGrant(this, 0, now + Minute); }

        var counted = At(now);
        var burst = Math.Max(1, limits.Minute / BurstPart);
        var rate = new Rate(Math.Max(1, bulk ? burst / 2 : burst), Interval(limits.Minute, burst));
        var slow = new Rate(rate.Burst, Slower(rate.Interval, limits));
        var most = Math.Min(wanted, rate.Burst);
        var least = bulk ? most : 1;
        var hour = (bulk ? (int)(limits.Hour * (long)limits.BulkPercent / 100) : limits.Hour) - counted.Minutes.Sum();
        var free = Math.Min(hour, rate.Free(NextAt, now));
        if (bulk) { free = Math.Min(free, slow.Free(BulkNextAt, now)); }

        if (free < least)
        {
            var opensAt = Later(rate.OpensAt(NextAt, least, now), bulk ? slow.OpensAt(BulkNextAt, least, now) : now);
            return new CallGrant(this, 0, hour < least ? Later(opensAt, counted.OldestLeaves()) : opensAt);
        }

        var granted = Math.Min(most, free);
        return new CallGrant(
            counted with
            {
                NextAt = Later(NextAt, now) + (granted * rate.Interval),
                BulkNextAt = bulk ? Later(BulkNextAt, now) + (granted * slow.Interval) : BulkNextAt,
                Minutes = [counted.Minutes[0] + granted, .. counted.Minutes.Skip(1)],
            },
            granted,
            now);
    }

    /// <summary>
    /// Calls that were given out at a moment, and were not made in the time they could be made in. The hour counts calls, so they are taken off it: otherwise a replica that makes a few calls every two
    /// seconds would use up a block each time. The rate has been made good by time.
    /// </summary>
    public CallBucket GiveBack(int calls, DateTimeOffset givenAt)
    {
        var minute = (int)Math.Clamp((NewestMinute - MinuteOf(givenAt)).Ticks / Minute.Ticks, -1, MinutesKept);
        return calls > 0 && minute >= 0 && minute < Minutes.Count ? this with { Minutes = [.. Minutes.Select((given, n) => n == minute ? Math.Max(0, given - calls) : given)] } : this;
    }

    /// <summary>The channel has refused for too many calls: closed for the window that is exceeded. It does not say which, so the hour if that is nearly used up by our own count.</summary>
    public CallBucket Close(CallLimits limits, DateTimeOffset now) =>
        this with { ClosedUntil = Later(ClosedUntil, now + (At(now).Minutes.Sum() >= limits.Hour * 9L / 10 ? Hour : Minute)) };

    /// <summary>What is given out in the time that a call can be made in must stay below the limit: the burst, and the rest evenly.</summary>
    private static TimeSpan Interval(int limit, int burst)
    {
        var usable = Minute + Lease + Skew;
        return limit > burst ? usable / (limit - burst) : usable * 2;
    }

    private static TimeSpan Slower(TimeSpan interval, CallLimits limits)
    {
        var part = limits.Minute * limits.BulkPercent / 100.0;
        return part > 0 && Minute / part is var own && own > interval ? own : interval;
    }

    private CallBucket At(DateTimeOffset now)
    {
        var minute = MinuteOf(now);
        var passed = (minute - NewestMinute).Ticks / Minute.Ticks;
        return Minutes.Count > 0 && passed <= 0
            ? this
            : this with { NewestMinute = minute, Minutes = [.. Enumerable.Repeat(0, (int)Math.Clamp(passed, 1, MinutesKept)).Concat(Minutes).Take(MinutesKept)] };
    }

    private static DateTimeOffset MinuteOf(DateTimeOffset moment) => new(moment.UtcTicks - (moment.UtcTicks % Minute.Ticks), TimeSpan.Zero);

    /// <summary>When the oldest minute that counts is an hour ago.</summary>
    private DateTimeOffset OldestLeaves()
    {
        var oldest = Minutes.Count - 1;
        while (oldest > 0 && Minutes[oldest] == 0) { oldest--; }

        return NewestMinute + ((MinutesKept - oldest) * Minute);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private readonly record struct Rate(int Burst, TimeSpan Interval)
    {
        public int Free(DateTimeOffset next, DateTimeOffset now) => (int)((Burst * Interval.Ticks - Math.Max(0, (next - now).Ticks)) / Interval.Ticks);

        public DateTimeOffset OpensAt(DateTimeOffset next, int least, DateTimeOffset now)
        {
            var at = next - ((Burst - least) * Interval);
            return at > now ? at : now;
        }
    }
}
