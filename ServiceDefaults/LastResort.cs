using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Steward.ServiceDefaults;

/// <summary>
/// Ends a process that was told to stop and does not come to its end. The host gives its parts ten seconds, but waits for ever for one that does not look at its token, such as a bus on a dead connection;
/// and whoever runs the process can start it again only when it has ended (decision 008). What it held is done again: effects are exactly once.
/// </summary>
internal sealed partial class LastResort : IDisposable
{
    private const int ExitCode = 75;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenRegistration _stopping;
    private ITimer? _timer;

    /// <param name="lifetime">Of the host.</param>
    /// <param name="clock">Counts the seconds.</param>
    /// <param name="logger">Is told before the end.</param>
    /// <param name="end">Ends the process with a code.</param>
    public LastResort(IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<LastResort> logger, Action<int> end) =>
        _stopping = lifetime.ApplicationStopping.Register(() => _timer = clock.CreateTimer(
            _ =>
            {
                Log.Ending(logger, Grace);
                end(Environment.ExitCode != 0 ? Environment.ExitCode : ExitCode);
            },
            null,
            Grace,
            Timeout.InfiniteTimeSpan));

    public void Dispose()
    {
        _stopping.Dispose();
        _timer?.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Critical, "Told to stop {Grace} ago and not at the end yet: the process ends itself.")]
        public static partial void Ending(ILogger logger, TimeSpan grace);
    }
}
