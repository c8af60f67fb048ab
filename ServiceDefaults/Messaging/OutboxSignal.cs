namespace Steward.ServiceDefaults.Messaging;

/// <summary>
/// Tells this process's relay that rows were committed. Not NOTIFY: that takes a lock over the whole server at every commit, so that the commits of all services queue
/// for it. Every replica that writes has a relay of its own, so nobody else needs to be told.
/// </summary>
internal sealed class OutboxSignal : IDisposable
{
    private readonly SemaphoreSlim _written = new(0);

    public void Set()
    {
        if (_written.CurrentCount == 0) { _written.Release(); }
    }

    /// <summary>Returns when something was written since the last return, or after <paramref name="atMost"/>.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken ct)
    {
        await _written.WaitAsync(atMost, ct);
        while (_written.Wait(0, ct)) { }
    }

    public void Dispose() => _written.Dispose();
}
