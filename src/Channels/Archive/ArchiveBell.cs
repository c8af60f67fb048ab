using System.Collections.Concurrent;
using Steward.Kernel;

namespace Steward.Channels.Archive;

/// <summary>Wakes the reader of an account: WeCom said that there are new messages, or the account was just connected.</summary>
internal sealed class ArchiveBell : IDisposable
{
    private readonly ConcurrentDictionary<AccountId, SemaphoreSlim> _bells = new();
    private readonly SemaphoreSlim _any = new(0, 1);

    public void Ring(AccountId account)
    {
        Release(_bells.GetOrAdd(account, _ => new SemaphoreSlim(0, 1)));
        Release(_any);
    }

    /// <summary>Returns when somebody rings for the account, or after a while.</summary>
    public Task WaitAsync(AccountId account, TimeSpan atMost, CancellationToken ct) => _bells.GetOrAdd(account, _ => new SemaphoreSlim(0, 1)).WaitAsync(atMost, ct);

    /// <summary>Returns when somebody rings for any account, or after a while.</summary>
    public Task WaitForAnyAsync(TimeSpan atMost, CancellationToken ct) => _any.WaitAsync(atMost, ct);

    public void Dispose()
    {
        _any.Dispose();
        foreach (var bell in _bells.Values) { bell.Dispose(); }
    }

    private static void Release(SemaphoreSlim bell)
    {
        lock (bell)
        {
            if (bell.CurrentCount == 0) { bell.Release(); }
        }
    }
}
