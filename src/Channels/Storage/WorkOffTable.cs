using Steward.Channels.Accounts;

namespace Steward.Channels.Storage;

/// <summary>What came of a try.</summary>
internal readonly record struct WorkOutcome
{
    /// <summary>Nothing is left to do.</summary>
    public static WorkOutcome Done => default;

    /// <summary>What is wrong; null when nothing is.</summary>
    public string? Reason { get; private init; }

    /// <summary>When to go on; null: never.</summary>
    public TimeSpan? Again { get; private init; }

    /// <summary>Whether <see cref="Again"/> is the table's own pace.</summary>
    public bool ByPace { get; private init; }

    /// <summary>It did not work out, and is tried again by the table's own pace.</summary>
    public static WorkOutcome Failed(string reason) => new() { Reason = reason, ByPace = true };

    /// <summary>The same, with a pause of its own.</summary>
    public static WorkOutcome Failed(string reason, TimeSpan pause) => new() { Reason = reason, Again = pause };

    /// <summary>It did not work out, and never will.</summary>
    public static WorkOutcome Hopeless(string reason) => new() { Reason = reason };

    /// <summary>Nothing is wrong; it is not finished yet.</summary>
    public static WorkOutcome Later(TimeSpan pause) => new() { Again = pause };
}

/// <summary>How a table is worked off.</summary>
/// <param name="AtOnce">So many side by side.</param>
/// <param name="Take">So many taken at once.</param>
/// <param name="MostAttempts">After so many it is given up.</param>
/// <param name="Poll">How long to wait when nothing is due and nobody rings.</param>
/// <param name="Lease">How long a try may take before another replica takes the same.</param>
/// <param name="Pause">How long to wait after so many tries in vain.</param>
internal sealed record WorkPace(int AtOnce, int Take, int MostAttempts, TimeSpan Poll, TimeSpan Lease, Func<int, TimeSpan> Pause)
{
    /// <summary>2, 4, 8 … seconds, at most ten minutes.</summary>
    public static TimeSpan Doubling(int attempts) => TimeSpan.FromSeconds(Math.Min(600, 1L << Math.Min(attempts, 10)));
}

/// <summary>Works off a table of things to do for accounts. One that fails keeps no other from its turn.</summary>
internal abstract partial class WorkOffTable(WorkTable table, WorkPace pace, AccountDirectory accounts, TimeProvider clock, ILogger logger) : BackgroundService
{
    /// <summary>Says what is due.</summary>
    protected TimeProvider Clock { get; } = clock;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var taken = await table.TakeAsync(pace.Take, pace.Lease, stoppingToken);
                await Parallel.ForEachAsync(taken, new ParallelOptions { MaxDegreeOfParallelism = pace.AtOnce, CancellationToken = stoppingToken }, async (item, ct) => await OneAsync(item, ct));
                if (taken.Count < pace.Take) { await table.WaitAsync(pace.Poll, stoppingToken); }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception exception)
            {
                Log.Waiting(logger, exception);
                await Task.Delay(pace.Poll, Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Does one. What it throws is a reason to try again.</summary>
    protected abstract Task<WorkOutcome> DoAsync(Account account, WorkItem item, CancellationToken ct);

    /// <summary>Throws only when the service stops: what one row brings on must not keep its neighbours from their turn.</summary>
    private async Task OneAsync(WorkItem item, CancellationToken ct)
    {
        WorkOutcome outcome;
        try
        {
            outcome = await accounts.FindAsync(item.Account, ct) is { } account ? await DoAsync(account, item, ct) : WorkOutcome.Done;
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            Log.Failed(logger, item.Key, exception);
            outcome = WorkOutcome.Failed(exception.Message);
        }

        if (outcome.Reason is { } reason) { Log.Refused(logger, item.Key, item.Attempts, reason); }

        try
        {
            if (outcome.Again is { } pause) { await table.LaterAsync(item, pause, ct); }
            else if (outcome.ByPace && item.Attempts < pace.MostAttempts) { await table.LaterAsync(item, pace.Pause(item.Attempts), ct); }
            else { await table.DoneAsync(item, ct); }
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            // Its lease ends, and it is taken again.
            Log.Waiting(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "What is to be done waits.")]
        public static partial void Waiting(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "{Key} could not be done (try {Attempt}): {Reason}.")]
        public static partial void Refused(ILogger logger, string key, int attempt, string reason);

        [LoggerMessage(3, LogLevel.Error, "{Key} failed.")]
        public static partial void Failed(ILogger logger, string key, Exception exception);
    }
}
