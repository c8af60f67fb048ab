namespace Steward.WeCom.Simulator.Clock;

/// <summary>What is to happen later, on the technical or on the world's clock, however these are moved.</summary>
internal sealed partial class Agenda(TimeProvider real, TechnicalClock technical, SimulatedClock world, ILogger<Agenda> logger) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private readonly Lock _turn = new();
    private readonly PriorityQueue<Action, DateTimeOffset> _technical = new();
    private readonly PriorityQueue<Action, DateTimeOffset> _world = new();

    /// <summary>After so long on the technical clock.</summary>
    public void After(TimeSpan delay, Action act)
    {
        lock (_gate)
        {
            _technical.Enqueue(act, technical.GetUtcNow() + delay);
        }
    }

    /// <summary>After so long in the world.</summary>
    public void AfterInWorld(TimeSpan delay, Action act)
    {
        lock (_gate)
        {
            _world.Enqueue(act, world.GetUtcNow() + delay);
        }
    }

    /// <summary>Does everything that is due, oldest first. When it returns, all of it has happened.</summary>
    public void CatchUp()
    {
        lock (_turn)
        {
            while (TakeDue() is { } act)
            {
                act();
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var pace = new PeriodicTimer(Pace, real);
        while (await Next(pace, stoppingToken))
        {
            try
            {
                CatchUp();
            }
#pragma warning disable CA1031 // one act that fails must not stop everything that is still to happen
            catch (Exception failure)
#pragma warning restore CA1031
            {
                Log.Failed(logger, failure);
            }
        }
    }

    private static async ValueTask<bool> Next(PeriodicTimer pace, CancellationToken stopping)
    {
        try
        {
            return await pace.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private Action? TakeDue()
    {
        lock (_gate)
        {
            return TakeDue(_technical, technical.GetUtcNow()) ?? TakeDue(_world, world.GetUtcNow());
        }
    }

    private static Action? TakeDue(PriorityQueue<Action, DateTimeOffset> queue, DateTimeOffset now) =>
        queue.TryPeek(out _, out var due) && due <= now ? queue.Dequeue() : null;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Something that was to happen at its time failed.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
