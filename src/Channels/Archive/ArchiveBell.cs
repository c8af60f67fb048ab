using System.Collections.Concurrent;
using Steward.Kernel;

namespace Steward.Channels.Archive;

/// <summary>Wakes the reader of an account: WeCom said that there are new messages, or the account was just connected.</summary>
internal sealed class ArchiveBell : IDisposable
{
    private readonly ConcurrentDictionary<AccountId, Bell> _bells = new();
    private readonly Bell _any = new();

    public void Ring(AccountId account)
    {
        Of(account).Ring();
        _any.Ring();
    }

    /// <summary>Returns when somebody rings for the account, or after a while.</summary>
    public Task WaitAsync(AccountId account, TimeSpan atMost, CancellationToken ct) => Of(account).WaitAsync(atMost, ct);

    /// <summary>Returns when somebody rings for any account, or after a while.</summary>
    public Task WaitForAnyAsync(TimeSpan atMost, CancellationToken ct) => _any.WaitAsync(atMost, ct);

    public void Dispose()
    {
        _any.Dispose();
        foreach (var bell in _bells.Values) { bell.Dispose(); }
    }

    private Bell Of(AccountId account) => _bells.GetOrAdd(account, _ => new Bell());
}
