using System.Collections.Concurrent;
using System.Diagnostics;
using Steward.Testing;

namespace Steward.Benchmarks;

/// <summary>What a load on the inbox took, in milliseconds.</summary>
internal sealed class InboxTimes
{
    private readonly ConcurrentDictionary<Guid, long> _asked = new();
    private int _failed;
    private int _gone;

    public ConcurrentBag<double> Own { get; } = [];

    public ConcurrentBag<double> All { get; } = [];

    public ConcurrentBag<double> Claims { get; } = [];

    /// <summary>Calls that failed.</summary>
    public int Failed => _failed;

    /// <summary>Claims of what somebody else had meanwhile.</summary>
    public int Gone => _gone;

    /// <summary>Questions that were sent.</summary>
    public int Asked => _asked.Count;

    public void OneFailed() => Interlocked.Increment(ref _failed);

    public void OneGone() => Interlocked.Increment(ref _gone);

    /// <summary>A question leaves that opens this item.</summary>
    public void Ask(Guid item) => _asked[item] = Stopwatch.GetTimestamp();

    /// <summary>From when each question left until its item was heard of; waits for the last of them.</summary>
    public async Task<IReadOnlyCollection<double>> HeardAsync(HeardChanges heard, TimeSpan patience)
    {
        await Eventually.TrueAsync(() => Task.FromResult(_asked.Keys.All(heard.First.ContainsKey)), patience, "every question's item is heard of");
        return [.. _asked.Select(asked => Stopwatch.GetElapsedTime(asked.Value, heard.First[asked.Key]).TotalMilliseconds)];
    }
}
