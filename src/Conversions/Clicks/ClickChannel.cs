using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Steward.Conversions.Clicks;

/// <summary>Clicks that were taken together, and who waits until they are stored.</summary>
internal sealed record ClickBatch(List<Click> Clicks, List<TaskCompletionSource> Waiting);

/// <summary>Between the redirects, which never wait, and the one writer. What does not fit flows over to the spill file.</summary>
internal sealed class ClickChannel(IOptions<ClickOptions> options, TimeProvider clock)
{
    private const int MostInBatch = 5000;

    /// <summary>How long the first click of a batch waits for others.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(20);

    private static readonly Meter Meter = new("Steward.Conversions");
    private static readonly Counter<long> Recorded = Meter.CreateCounter<long>("steward.clicks.recorded", description: "Redirects served.");
    private static readonly Counter<long> Lost = Meter.CreateCounter<long>("steward.clicks.lost", description: "Clicks that neither memory nor the spill file could take.");

    private readonly Channel<Entry> _entries = Channel.CreateBounded<Entry>(new BoundedChannelOptions(options.Value.Capacity) { SingleReader = true });
    private readonly Channel<Click> _overflow = Channel.CreateBounded<Click>(options.Value.Capacity);
    private TaskCompletionSource _hurry = NewSource();
    private long _unstored;

    /// <summary>Clicks on their way to the database, in memory or in the spill file.</summary>
    public long Unstored => Interlocked.Read(ref _unstored);

    /// <summary>What found no place in the channel.</summary>
    public ChannelReader<Click> Overflow => _overflow.Reader;

    /// <summary>Takes a click and returns at once, whatever state the database is in.</summary>
    public void Record(Click click)
    {
        Recorded.Add(1);
        Interlocked.Increment(ref _unstored);
        if (_entries.Writer.TryWrite(new Entry(click, null)) || _overflow.Writer.TryWrite(click)) { return; }

        MarkLost(1);
    }

    /// <summary>Waits until everything recorded so far is in the database.</summary>
    /// <exception cref="ClicksNotStoredException">The database does not take them.</exception>
    public async Task FlushAsync(CancellationToken ct)
    {
        if (Unstored == 0) { return; }

        var stored = NewSource();
        await _entries.Writer.WriteAsync(new Entry(null, stored), ct);
        Volatile.Read(ref _hurry).TrySetResult();
        await stored.Task.WaitAsync(ct);
    }

    /// <summary>The next clicks: waits for the first, and a little for more.</summary>
    /// <param name="patience">How long to wait for the first; afterwards the batch is empty.</param>
    public async Task<ClickBatch> TakeAsync(TimeSpan patience, CancellationToken ct)
    {
        await WaitForFirstAsync(patience, ct);
        if (_entries.Reader.Count is > 0 and < MostInBatch && !ct.IsCancellationRequested)
        {
            await Task.WhenAny(Task.Delay(Linger, clock, ct), Volatile.Read(ref _hurry).Task);
        }

        // Renewed before reading: who asks to hurry after this has an entry that the next batch finds.
        Volatile.Write(ref _hurry, NewSource());
        var batch = new ClickBatch([], []);
        while (batch.Clicks.Count < MostInBatch && _entries.Reader.TryRead(out var entry))
        {
            if (entry.Click is { } click) { batch.Clicks.Add(click); }

            if (entry.Stored is { } stored) { batch.Waiting.Add(stored); }
        }

        // Who waits, waits for what flowed over too.
        while (batch.Waiting.Count > 0 && _overflow.Reader.TryRead(out var click)) { batch.Clicks.Add(click); }

        return batch;
    }

    /// <summary>Ends the taking of clicks: the service stops.</summary>
    public void Complete()
    {
        _entries.Writer.TryComplete();
        _overflow.Writer.TryComplete();
    }

    public void MarkStored(int count) => Interlocked.Add(ref _unstored, -count);

    public void MarkLost(int count)
    {
        Interlocked.Add(ref _unstored, -count);
        Lost.Add(count);
    }

    /// <summary>Counts clicks that an earlier process left in a spill file.</summary>
    public void MarkFound(int count) => Interlocked.Add(ref _unstored, count);

    private async Task WaitForFirstAsync(TimeSpan patience, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            await _entries.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // Time is up, or the service stops: the batch is what there is.
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A click, or somebody who waits for all clicks before.</summary>
    private readonly record struct Entry(Click? Click, TaskCompletionSource? Stored);
}

/// <summary>Clicks are recorded but could not be stored yet: the database is away.</summary>
internal sealed class ClicksNotStoredException() : Exception("Clicks wait for the database.");
