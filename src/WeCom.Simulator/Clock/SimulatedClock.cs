namespace Steward.WeCom.Simulator.Clock;

/// <summary>
/// The world's time: message times, month quotas and the archive's window follow it. It equals the real clock until a demo
/// day starts or somebody sets it. Tokens, rate windows and delays follow <see cref="TechnicalClock"/>, time-outs the real one.
/// </summary>
internal sealed class SimulatedClock(TimeProvider real) : TimeProvider
{
    /// <summary>The demo world lives in Shanghai, which has had no daylight saving since 1991.</summary>
    public static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    private readonly Lock _gate = new();
    private DateTimeOffset _realAnchor = real.GetUtcNow();
    private DateTimeOffset _anchor = real.GetUtcNow();
    private double _speed = 1;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _anchor + ((real.GetUtcNow() - _realAnchor) * _speed);
        }
    }

    /// <summary>Sets the time; from then on it runs <paramref name="speed"/> times as fast as the real one (0 = it stands).</summary>
    public void Set(DateTimeOffset at, double speed)
    {
        lock (_gate)
        {
            _realAnchor = real.GetUtcNow();
            _anchor = at;
            _speed = speed;
        }
    }

    public double Speed
    {
        get
        {
            lock (_gate)
            {
                return _speed;
            }
        }
    }

    /// <summary>Jumps; the speed stays.</summary>
    public void Advance(TimeSpan by)
    {
        lock (_gate)
        {
            _anchor += by;
        }
    }

    /// <summary>Moves a standing clock forward.</summary>
    public void AdvanceTo(DateTimeOffset at)
    {
        lock (_gate)
        {
            if (at > _anchor)
            {
                _anchor = at;
            }
        }
    }
}
