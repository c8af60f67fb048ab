using System.Threading.Channels;
using Npgsql;

namespace Steward.Channels.Storage;

/// <summary>It was not stored; the reason is inside.</summary>
internal sealed class NotStoredException(string message, Exception? inner) : Exception(message, inner);

/// <summary>How a <see cref="GroupCommit{TItem,TAnswer}"/> works.</summary>
/// <param name="LargestBatch">Items in one transaction.</param>
/// <param name="MostWaiting">More are refused at once.</param>
/// <param name="Writers">Two: one batch is gathered and sent while the other's commit reaches the disk. One: what was added later is never seen earlier.</param>
/// <param name="Patience">How long an item is tried again while the database does not answer; zero: once.</param>
internal sealed record GroupCommitLimits(int LargestBatch, int MostWaiting, int Writers, TimeSpan Patience);

/// <summary>
/// Stores what waits at a moment in one transaction: a commit costs the same for one and for hundreds, so a storm makes the batches larger instead of the
/// answers slower. Whoever added something is told only after its commit. An item that cannot be stored does not spoil its neighbours.
/// </summary>
internal sealed partial class GroupCommit<TItem, TAnswer>
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly GroupCommitLimits _limits;
    private readonly Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TAnswer>>> _store;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Channel<Waiting> _waiting;

    /// <param name="limits">How it works.</param>
    /// <param name="store">Stores items in a transaction of its own and gives each its answer, in their order.</param>
    /// <param name="clock">Measures patience.</param>
    /// <param name="logger">Is told when items wait.</param>
    public GroupCommit(GroupCommitLimits limits, Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TAnswer>>> store, TimeProvider clock, ILogger logger)
    {
        (_limits, _store, _clock, _logger) = (limits, store, clock, logger);
        _waiting = Channel.CreateBounded<Waiting>(limits.MostWaiting);
    }

    /// <summary>Stores an item; returns after its commit.</summary>
    /// <exception cref="NotStoredException">It was not stored, and will not be.</exception>
    public Task<TAnswer> AddAsync(TItem item)
    {
        var waiting = new Waiting(item, _clock.GetTimestamp());
        return _waiting.Writer.TryWrite(waiting) ? waiting.Answer.Task : Task.FromException<TAnswer>(new NotStoredException($"{_limits.MostWaiting} wait already", null));
    }

    /// <summary>Works until it is stopped. Whoever may still add something must be stopped before.</summary>
    public Task RunAsync(CancellationToken stopping) => Task.WhenAll(Enumerable.Range(0, _limits.Writers).Select(_ => WriteAsync(stopping)));

    private async Task WriteAsync(CancellationToken stopping)
    {
        var batch = new List<Waiting>(_limits.LargestBatch);
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stopping))
            {
                while (batch.Count < _limits.LargestBatch && _waiting.Reader.TryRead(out var one)) { batch.Add(one); }

                await StoreAsync(batch);
                batch.Clear();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task StoreAsync(IReadOnlyList<Waiting> batch)
    {
        while (batch.Count > 0)
        {
            try
            {
                var answers = await _store([.. batch.Select(one => one.Item)]);
                for (var n = 0; n < batch.Count; n++) { batch[n].Answer.SetResult(answers[n]); }

                return;
            }
            catch (Exception exception) when (exception is not NpgsqlException { IsTransient: true } && batch.Count > 1)
            {
                // One of them cannot be stored; its neighbours can.
                foreach (var one in batch) { await StoreAsync([one]); }

                return;
            }
            catch (Exception exception)
            {
                Log.Waiting(_logger, batch.Count, exception);
                var late = batch.Where(one => _clock.GetElapsedTime(one.Since) >= _limits.Patience || exception is not NpgsqlException { IsTransient: true }).ToHashSet();
                foreach (var one in late) { one.Answer.SetException(new NotStoredException(exception.Message, exception)); }

                batch = [.. batch.Where(one => !late.Contains(one))];
                if (batch.Count > 0) { await Task.Delay(Pause, _clock, CancellationToken.None); }
            }
        }
    }

    private sealed class Waiting(TItem item, long since)
    {
        public TItem Item => item;

        public long Since => since;

        public TaskCompletionSource<TAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Count} wait: the database does not take them.")]
        public static partial void Waiting(ILogger logger, int count, Exception exception);
    }
}
