using Npgsql;

namespace Steward.Channels.Commands;

/// <summary>Works on many commands together so that what one of them cannot do does not keep the others.</summary>
internal static partial class Apart
{
    private const int AtOnce = 16;

    /// <summary>All in one go; what the database refuses is done each by itself, and who fails alone is told to the log.</summary>
    public static async Task SplitAsync<T>(List<T> all, Func<IReadOnlyList<T>, Task> work, Func<T, Guid> command, ILogger logger)
    {
        if (all.Count == 0) { return; }

        try
        {
            await work(all);
        }
        catch (PostgresException exception)
        {
            if (all.Count == 1) { Log.Failed(logger, command(all[0]), exception); }
            else
            {
                foreach (var one in all) { await SplitAsync([one], work, command, logger); }
            }
        }
    }

    /// <summary>Each by itself, one after the other.</summary>
    public static void Each<T>(IEnumerable<T> all, Action<T> work, Func<T, Guid> command, ILogger logger)
    {
        foreach (var one in all)
        {
            try
            {
                work(one);
            }
            catch (Exception exception)
            {
                Log.Failed(logger, command(one), exception);
            }
        }
    }

    /// <summary>Each by itself, some at a time.</summary>
    public static Task SideBySideAsync<T>(IReadOnlyCollection<T> all, Func<T, CancellationToken, Task> work, Func<T, Guid> command, ILogger logger, CancellationToken ct) =>
        Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (one, each) =>
        {
            try
            {
                await work(one, each);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.Failed(logger, command(one), exception);
            }
        });

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Command {Command} cannot be moved on.")]
        public static partial void Failed(ILogger logger, Guid command, Exception exception);
    }
}
