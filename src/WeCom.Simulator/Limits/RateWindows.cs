using Steward.WeCom.Simulator.Clock;

namespace Steward.WeCom.Simulator.Limits;

/// <summary>Who is counted, for what, over how long.</summary>
internal readonly record struct RateKey(string Scope, string Id, string Api, TimeSpan Length);

/// <summary>A window that is closed until a time.</summary>
internal sealed record RateBlock(string Scope, string Id, string Api, double WindowSeconds, DateTimeOffset Until);

/// <summary>
/// Counts calls in windows. The call that exceeds a window closes it for the window's whole length, as WeCom documents it: a minute's excess
/// for 60 s, an hour's for 60 minutes.
/// </summary>
internal sealed class RateWindows(TechnicalClock clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RateKey, Window> _windows = [];

    /// <param name="key">Which window.</param>
    /// <param name="limit">Most calls in it; 0 = no limit.</param>
    /// <returns>False when the window is or becomes closed.</returns>
    public bool TryTake(RateKey key, int limit)
    {
        if (limit == 0)
        {
            return true;
        }

        var now = clock.GetUtcNow();
        lock (_gate)
        {
            var window = _windows.GetValueOrDefault(key);
            if (window.ClosedUntil > now)
            {
                return false;
            }

            // A clock that was set back begins anew.
            if (now - window.Start >= key.Length || window.Start > now || window.ClosedUntil != default)
            {
                window = new Window(now, 0, default);
            }

            window = window.Count < limit ? window with { Count = window.Count + 1 } : window with { ClosedUntil = now + key.Length };
            _windows[key] = window;
            return window.ClosedUntil == default;
        }
    }

    /// <summary>Closes a window at once, whatever was counted.</summary>
    public void Close(RateKey key)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            _windows[key] = new Window(now, 0, now + key.Length);
        }
    }

    public bool IsClosed(RateKey key)
    {
        lock (_gate)
        {
            return _windows.GetValueOrDefault(key).ClosedUntil > clock.GetUtcNow();
        }
    }

    public IReadOnlyList<RateBlock> Closed()
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            return [.. _windows.Where(w => w.Value.ClosedUntil > now)
                .Select(w => new RateBlock(w.Key.Scope, w.Key.Id, w.Key.Api, w.Key.Length.TotalSeconds, w.Value.ClosedUntil))];
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _windows.Clear();
        }
    }

    private readonly record struct Window(DateTimeOffset Start, int Count, DateTimeOffset ClosedUntil);
}
