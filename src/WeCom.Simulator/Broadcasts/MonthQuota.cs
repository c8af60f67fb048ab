using Steward.WeCom.Simulator.Clock;

namespace Steward.WeCom.Simulator.Broadcasts;

/// <summary>A group or customer receives per month at most as many broadcasts as the month has days, in Shanghai's calendar.</summary>
internal sealed class MonthQuota
{
    private readonly Dictionary<(string Recipient, int Month), int> _used = [];

    /// <returns>False when the month is used up.</returns>
    public bool TryTake(string recipient, DateTimeOffset at)
    {
        var (key, days) = Month(recipient, at);
        var used = _used.GetValueOrDefault(key);
        if (used >= days)
        {
            return false;
        }

        _used[key] = used + 1;
        return true;
    }

    /// <summary>A cancelled broadcast was never received.</summary>
    public void GiveBack(string recipient, DateTimeOffset takenAt)
    {
        var (key, _) = Month(recipient, takenAt);
        _used[key] = Math.Max(0, _used.GetValueOrDefault(key) - 1);
    }

    private static ((string Recipient, int Month) Key, int Days) Month(string recipient, DateTimeOffset at)
    {
        var local = at.ToOffset(SimulatedClock.Shanghai);
        return ((recipient, (local.Year * 12) + local.Month), DateTime.DaysInMonth(local.Year, local.Month));
    }
}
