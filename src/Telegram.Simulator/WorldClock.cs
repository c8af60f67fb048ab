namespace Steward.Telegram.Simulator;

/// <summary>The world's time: message dates, the 48 hours, restrictions, limits. It runs with the real one, and can be moved forward. Waiting for a connection stays on the real clock.</summary>
internal sealed class WorldClock(TimeProvider real) : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));

    public long Seconds => GetUtcNow().ToUnixTimeSeconds();

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
