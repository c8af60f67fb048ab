using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Steward.ServiceDefaults.Messaging;

/// <summary>Makes the dead-letter queues at the start, as soon as the broker is there.</summary>
internal sealed partial class DeadLetterDeclaration(DeadLetterQueues letters, TimeProvider clock, ILogger<DeadLetterDeclaration> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await letters.DeclareAsync(stoppingToken);
                return;
            }
            catch (RabbitMQ.Client.Exceptions.BrokerUnreachableException exception)
            {
                Log.Waiting(logger, exception);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "The broker is not there yet.")]
        public static partial void Waiting(ILogger logger, Exception exception);
    }
}
