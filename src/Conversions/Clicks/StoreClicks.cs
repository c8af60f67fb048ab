using System.Diagnostics.Metrics;
using Steward.ServiceDefaults.Storage;

namespace Steward.Conversions.Clicks;

/// <summary>
/// The one writer of clicks. While the database is away it writes them to the spill file and tries again every second; then file and memory go in.
/// At the end it stores what is left.
/// </summary>
internal sealed partial class StoreClicks(ClickChannel channel, SpillFile spill, Database database, TimeProvider clock, ILogger<StoreClicks> logger) : BackgroundService
{
    private const int SpilledAtOnce = 5000;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StorePatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FinalPatience = TimeSpan.FromSeconds(5);
    private static readonly Meter Meter = new("Steward.Conversions");
    private static readonly Counter<long> Stored = Meter.CreateCounter<long>("steward.clicks.stored", description: "Clicks that are in the database.");
    private static readonly Counter<long> Repeated = Meter.CreateCounter<long>("steward.clicks.repeated", description: "Clicks that had been stored before.");
    private static readonly Counter<long> Spilled = Meter.CreateCounter<long>("steward.clicks.spilled", description: "Clicks that took the way through the spill file.");

    private DateTimeOffset? _retryAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await AdoptAsync(stoppingToken);
        await Task.WhenAll(StoreAsync(stoppingToken), SpillOverflowAsync());
    }

    private async Task StoreAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await StoreBatchAsync(await channel.TakeAsync(_retryAt is null ? Idle : RetryAfter, stopping), CancellationToken.None);
        }

        // Kestrel has stopped before: nothing comes any more, and what is here is stored or spilled.
        channel.Complete();
        using var final = new CancellationTokenSource(FinalPatience, clock);
        while (await channel.TakeAsync(TimeSpan.Zero, CancellationToken.None) is { } batch && batch.Clicks.Count + batch.Waiting.Count > 0)
        {
            await StoreBatchAsync(batch, final.Token);
        }
    }

    private async Task StoreBatchAsync(ClickBatch batch, CancellationToken ct)
    {
        var stored = batch.Waiting.Count == 0 && clock.GetUtcNow() < _retryAt ? await SpillAsync(batch.Clicks) : await StoreOrSpillAsync(batch.Clicks, ct);
        foreach (var waiting in batch.Waiting)
        {
            if (stored) { waiting.TrySetResult(); } else { waiting.TrySetException(new ClicksNotStoredException()); }
        }
    }

    /// <returns>Whether everything that was recorded before is in the database now.</returns>
    private async Task<bool> StoreOrSpillAsync(List<Click> clicks, CancellationToken ct)
    {
        try
        {
            if (spill.IsEmpty && clicks.Count == 0) { return true; }

            // Counted when the file is empty: a drain that breaks off begins again.
            if (!spill.IsEmpty) { channel.MarkStored(await spill.DrainAsync(SpilledAtOnce, batch => StoreAsync(batch, ct), ct)); }

            if (clicks.Count > 0) { await StoreAsync(clicks, ct); }

            channel.MarkStored(clicks.Count);
            if (_retryAt is not null) { Log.Recovered(logger); }

            _retryAt = null;
            return true;
        }
        catch (Exception exception)
        {
            // Whatever the reason, the clicks are worth more than this attempt.
            if (_retryAt is null) { Log.Spilling(logger, exception); }

            _retryAt = clock.GetUtcNow() + RetryAfter;
            return await SpillAsync(clicks);
        }
    }

    private async Task StoreAsync(IReadOnlyList<Click> clicks, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(StorePatience);
        var added = await StoredClicks.AddAsync(database, clicks, limit.Token);
        Stored.Add(added);
        Repeated.Add(clicks.Count - added);
    }

    private async Task SpillOverflowAsync()
    {
        while (await channel.Overflow.WaitToReadAsync())
        {
            var clicks = new List<Click>();
            while (clicks.Count < SpilledAtOnce && channel.Overflow.TryRead(out var click)) { clicks.Add(click); }

            await SpillAsync(clicks);
        }
    }

    private async Task<bool> SpillAsync(List<Click> clicks)
    {
        var kept = 0;
        try
        {
            if (clicks.Count > 0) { kept = await spill.AppendAsync(clicks, CancellationToken.None); }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.CannotSpill(logger, exception);
        }

        Spilled.Add(kept);
        if (kept < clicks.Count)
        {
            channel.MarkLost(clicks.Count - kept);
            Log.Lost(logger, clicks.Count - kept);
        }

        return false;
    }

    private async Task AdoptAsync(CancellationToken ct)
    {
        try
        {
            if (await spill.AdoptAsync(ct) is > 0 and var found)
            {
                channel.MarkFound(found);
                _retryAt = clock.GetUtcNow();
                Log.Adopted(logger, found);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.CannotSpill(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The database takes no clicks: they go to the spill file.")]
        public static partial void Spilling(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Information, "The database takes clicks again, those of the spill file included.")]
        public static partial void Recovered(ILogger logger);

        [LoggerMessage(3, LogLevel.Error, "The spill file cannot be used.")]
        public static partial void CannotSpill(ILogger logger, Exception exception);

        [LoggerMessage(4, LogLevel.Error, "{Count} clicks are lost: the spill file is full or cannot be written.")]
        public static partial void Lost(ILogger logger, int count);

        [LoggerMessage(5, LogLevel.Information, "{Count} clicks of an earlier run wait in the spill file.")]
        public static partial void Adopted(ILogger logger, int count);
    }
}
