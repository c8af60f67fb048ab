namespace Steward.Channels.Tests.Commands.Torture;

/// <summary>A clock for code that is driven round by round: a short wait leaps over its time and is over at once, a long one (a time-out) never fires.</summary>
internal sealed class LeapingClock(DateTimeOffset start) : TimeProvider
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private long _ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void LeapTo(DateTimeOffset moment)
    {
        var now = Interlocked.Read(ref _ticks);
        while (moment.UtcTicks > now)
        {
            var seen = Interlocked.CompareExchange(ref _ticks, moment.UtcTicks, now);
            if (seen == now) { return; }

            now = seen;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= TimeSpan.Zero && dueTime < LongestWait)
        {
            Interlocked.Add(ref _ticks, dueTime.Ticks);
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new Inert();
    }

    private sealed class Inert : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
