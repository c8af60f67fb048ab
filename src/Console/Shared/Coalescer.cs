namespace Steward.Console.Shared;

/// <summary>Turns a hail of changes into few refreshes: the first is passed on at once, those that follow within the interval together at its end.</summary>
internal sealed class Coalescer<T> : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly TimeSpan _interval;
    private readonly Func<IReadOnlyCollection<T>, Task> _flush;
    private readonly ITimer _timer;
    private HashSet<T> _waiting = [];
    private DateTimeOffset _last = DateTimeOffset.MinValue;
    private bool _armed;
    private bool _over;

    /// <param name="clock">The clock.</param>
    /// <param name="interval">At most one refresh in this time.</param>
    /// <param name="flush">Refreshes; not called again before it has ended.</param>
    public Coalescer(TimeProvider clock, TimeSpan interval, Func<IReadOnlyCollection<T>, Task> flush)
    {
        (_clock, _interval, _flush) = (clock, interval, flush);
        _timer = clock.CreateTimer(_ => _ = FlushAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Something changed.</summary>
    public void Add(T change)
    {
        lock (_gate)
        {
            if (_over || !_waiting.Add(change) || _armed) { return; }

            Arm();
        }
    }

    public void Dispose()
    {
        lock (_gate) { _over = true; }

        _timer.Dispose();
    }

    private void Arm()
    {
        _armed = true;
        var due = _last == DateTimeOffset.MinValue ? TimeSpan.Zero : _last + _interval - _clock.GetUtcNow();
        _timer.Change(due > TimeSpan.Zero ? due : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private async Task FlushAsync()
    {
        HashSet<T> changes;
        lock (_gate)
        {
            if (_over) { return; }

            (changes, _waiting) = (_waiting, []);
            _last = _clock.GetUtcNow();
        }

        try
        {
            await _flush(changes);
        }
        finally
        {
            lock (_gate)
            {
                _armed = false;
                if (!_over && _waiting.Count > 0) { Arm(); }
            }
        }
    }
}
