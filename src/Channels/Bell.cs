namespace Steward.Channels;

/// <summary>Wakes this process's worker; ringing twice before it looks is once. What other processes leave to do is found by looking now and then, so a bell nobody hears loses nothing.</summary>
internal class Bell : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0, 1);

    public void Ring()
    {
        lock (_rung)
        {
            if (_rung.CurrentCount == 0) { _rung.Release(); }
        }
    }

    /// <summary>Returns when somebody rings, or after a while.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken ct) => _rung.WaitAsync(atMost, ct);

    public void Dispose() => _rung.Dispose();
}
