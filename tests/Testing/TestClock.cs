namespace Steward.Testing;

/// <summary>
/// A clock that stands still until it is advanced. Its timers fire while it advances, in the order in which they are due,
/// each seeing its own due time as "now". Code that a timer resumes runs on other threads: await it, or use <see cref="Eventually"/>.
/// </summary>
public sealed class TestClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _armed = [];
    private DateTimeOffset _now;

    /// <summary>A clock that shows the given moment.</summary>
    public TestClock(DateTimeOffset start) => _now = start.ToUniversalTime();

    /// <summary>A clock that shows 09:00 in Shanghai on a Monday, 2 March 2026.</summary>
    public TestClock()
        : this(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)))
    {
    }

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How many timers wait. A test that advances the clock waits first until the code has armed its timer.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_gate)
            {
                return _armed.Count;
            }
        }
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <inheritdoc />
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Moves the clock forward and fires what becomes due.</summary>
    public void Advance(TimeSpan by) => MoveTo(GetUtcNow() + by);

    /// <summary>Moves the clock forward to a moment and fires what becomes due.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The moment lies before the present one.</exception>
    public void MoveTo(DateTimeOffset moment)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(moment, GetUtcNow());
        while (NextDue(moment) is { } alarm)
        {
            alarm.Fire();
        }

        lock (_gate)
        {
            _now = moment.ToUniversalTime();
        }
    }

    private Alarm? NextDue(DateTimeOffset until)
    {
        lock (_gate)
        {
            if (_armed.MinBy(alarm => alarm.Due) is not { } first || first.Due > until)
            {
                return null;
            }

            _now = first.Due > _now ? first.Due : _now;
            _armed.Remove(first);
            if (first.Period > TimeSpan.Zero)
            {
                first.Due += first.Period;
                _armed.Add(first);
            }

            return first;
        }
    }

    private void Arm(Alarm alarm, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _armed.Remove(alarm);
            if (dueTime < TimeSpan.Zero)
            {
                return;
            }

            alarm.Due = _now + dueTime;
            alarm.Period = period;
            if (dueTime > TimeSpan.Zero)
            {
                _armed.Add(alarm);
                return;
            }

            if (period > TimeSpan.Zero)
            {
                alarm.Due += period;
                _armed.Add(alarm);
            }
        }

        // Due at once: as the system's timers do, not on the caller's stack.
        ThreadPool.QueueUserWorkItem(_ => alarm.Fire());
    }

    private sealed class Alarm(TestClock clock, Action fire) : ITimer
    {
        private volatile bool _disposed;

        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; set; }

        public void Fire()
        {
            if (!_disposed)
            {
                fire();
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_disposed)
            {
                return false;
            }

            clock.Arm(this, dueTime, period);
            return true;
        }

        public void Dispose()
        {
            _disposed = true;
            clock.Arm(this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
