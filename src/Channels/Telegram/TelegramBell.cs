namespace Steward.Channels.Telegram;

/// <summary>Wakes this process's worker when updates were kept; rows kept by others are found by looking once a second.</summary>
internal sealed class TelegramBell : IDisposable
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
