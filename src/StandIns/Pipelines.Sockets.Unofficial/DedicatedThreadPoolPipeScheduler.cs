using System.IO.Pipelines;

namespace Pipelines.Sockets.Unofficial;

/// <summary>Runs work on threads of its own, so that a starved thread pool does not hold up a connection; a long queue overflows to the pool.</summary>
public sealed class DedicatedThreadPoolPipeScheduler : PipeScheduler, IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<(Action<object?> Action, object? State)> _queue = new();
    private readonly int _overflowAt;
    private int _idle;
    private long _byQueue;
    private long _byPool;
    private bool _disposed;

    /// <summary>Starts the threads.</summary>
    /// <param name="name">Name of the threads.</param>
    /// <param name="workerCount">Number of threads.</param>
    /// <param name="useThreadPoolQueueLength">Length of the queue from which on work goes to the thread pool.</param>
    /// <param name="priority">Priority of the threads.</param>
    public DedicatedThreadPoolPipeScheduler(
        string? name = null, int workerCount = 5, int useThreadPoolQueueLength = 10, ThreadPriority priority = ThreadPriority.Normal)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(workerCount);
        WorkerCount = workerCount;
        _overflowAt = workerCount == 0 ? 0 : Math.Max(1, useThreadPoolQueueLength);
        for (var i = 1; i <= workerCount; i++)
        {
            new Thread(Work) { Name = $"{name ?? nameof(DedicatedThreadPoolPipeScheduler)}:{i}", IsBackground = true, Priority = priority }.Start();
        }
    }

    /// <summary>Number of threads.</summary>
    public int WorkerCount { get; }

    /// <summary>Number of threads that wait for work.</summary>
    public int AvailableCount => Volatile.Read(ref _idle);

    /// <summary>How many pieces of work the threads took.</summary>
    public long TotalServicedByQueue => Volatile.Read(ref _byQueue);

    /// <summary>How many pieces of work went to the thread pool.</summary>
    public long TotalServicedByPool => Volatile.Read(ref _byPool);

    /// <inheritdoc />
    public override void Schedule(Action<object?> action, object? state)
    {
        ArgumentNullException.ThrowIfNull(action);
        lock (_gate)
        {
            if (!_disposed && _queue.Count < _overflowAt)
            {
                _queue.Enqueue((action, state));
                Monitor.Pulse(_gate);
                return;
            }
        }

        Interlocked.Increment(ref _byPool);
        ThreadPool.Schedule(action, state);
    }

    /// <summary>Ends the threads when they have done what is queued; later work goes to the thread pool.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Work()
    {
        while (Next() is { } work)
        {
            Interlocked.Increment(ref _byQueue);
            work.Action(work.State);
        }
    }

    private (Action<object?> Action, object? State)? Next()
    {
        lock (_gate)
        {
            while (_queue.Count == 0)
            {
                if (_disposed)
                {
                    return null;
                }

                _idle++;
                Monitor.Wait(_gate);
                _idle--;
            }

            return _queue.Dequeue();
        }
    }
}
