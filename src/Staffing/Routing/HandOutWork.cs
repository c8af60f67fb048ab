using Microsoft.Extensions.Options;

namespace Steward.Staffing.Routing;

/// <summary>Takes a turn of routing every now and then.</summary>
internal sealed partial class HandOutWork(RoutingTurn turn, IOptions<RoutingOptions> options, TimeProvider clock, ILogger<HandOutWork> logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Period, clock);
        var pause = options.Value.Period;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await turn.RunAsync(stoppingToken);
                    pause = options.Value.Period;
                }
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
                {
                    // The database is away, as a rule: what waits to be given goes on waiting.
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                    Log.Waiting(logger, pause, exception);
                    await Task.Delay(pause, clock, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Nothing could be handed out; next try in {Pause}.")]
        public static partial void Waiting(ILogger logger, TimeSpan pause, Exception exception);
    }
}
