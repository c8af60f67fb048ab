namespace Steward.Gateway.Keys;

/// <summary>Remembers that the cache did not answer, so that not every request waits for it in vain.</summary>
internal sealed class CacheOutage(TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private long _until;

    /// <summary>Whether the cache is to be left alone.</summary>
    public bool Lasts => clock.GetUtcNow().UtcTicks < Volatile.Read(ref _until);

    /// <summary>The cache failed just now.</summary>
    public void Begin() => Volatile.Write(ref _until, (clock.GetUtcNow() + Pause).UtcTicks);
}
