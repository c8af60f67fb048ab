namespace Aspire.Hosting.Running;

/// <summary>How long a crashed resource waits before it is started again: twice as long after each crash in a row.</summary>
internal sealed class BackOff(TimeSpan first, TimeSpan longest, TimeSpan forgivenAfter)
{
    private int crashesInRow;

    /// <summary>The wait after one more crash.</summary>
    /// <param name="healthyFor">How long the process had been healthy when it crashed.</param>
    public TimeSpan AfterCrash(TimeSpan healthyFor)
    {
        crashesInRow = healthyFor >= forgivenAfter ? 1 : crashesInRow + 1;
        var factor = Math.Pow(2, Math.Min(crashesInRow - 1, 20));
        return TimeSpan.FromTicks((long)Math.Min(first.Ticks * factor, longest.Ticks));
    }
}
