using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Steward.ServiceDefaults.Messaging;

/// <summary>
/// Asks the broker whether somebody takes from each of this process's queues. MassTransit 8 can hold on to a dead connection after a broker's restart
/// (its issue 5692), by itself and through a restart of the bus, and believe itself healthy; the broker knows better. When a queue is still left alone
/// after <see cref="WatchPatience"/>, the process ends and whoever runs it starts it again: effects are exactly once, so nothing is lost (decision 008).
/// </summary>
internal sealed partial class ConsumerWatch(ConsumedQueues queues, IHostApplicationLifetime lifetime, IOptions<MessagingOptions> options, TimeProvider clock, ILogger<ConsumerWatch> logger) : BackgroundService
{
    private const int FailureExitCode = 70;
    private readonly WatchPatience _patience = new(options.Value.ConsumerLook);

    /// <summary>From here on queues that are left alone end the process; before, it is still starting.</summary>
    public bool Watches => _patience.Complete;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.ConsumerLook, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var left = await LeftAloneAsync(stoppingToken);
                if (!_patience.Look(left?.Count)) { continue; }

                Log.Ending(logger, left![0], left.Count);
                Environment.ExitCode = FailureExitCode;
                lifetime.StopApplication();
                return;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>Null while the broker does not answer: then there is nothing to start again for.</summary>
    private async Task<IReadOnlyList<string>?> LeftAloneAsync(CancellationToken ct)
    {
        try
        {
            return await queues.LeftAloneAsync(ct);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            Log.Unreachable(logger, exception);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "The broker does not answer.")]
        public static partial void Unreachable(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Critical, "Nobody takes from {Queue} ({Count} such queues): the bus holds a dead connection. The process ends, to be started again.")]
        public static partial void Ending(ILogger logger, string queue, int count);
    }
}
