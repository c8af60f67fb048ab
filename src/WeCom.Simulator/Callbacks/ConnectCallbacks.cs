using Microsoft.Extensions.Options;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Callbacks;

/// <summary>Takes the callback URLs of the configuration into use as soon as they pass the verification.</summary>
internal sealed partial class ConnectCallbacks(
    SimulatedWorld world, CallbackBoxes boxes, CallbackClient client, TimeProvider real, IOptions<SimulatorOptions> options, ILogger<ConnectCallbacks> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(options.Value.CallbackUrls.Select(c => Connect(world.Corps[c.Key], new Uri(c.Value), stoppingToken)));

    private async Task Connect(Corp corp, Uri url, CancellationToken ct)
    {
        // An administrator may set another URL in the meantime; that one stays.
        while (boxes.Of(corp).Url is null)
        {
            if (await client.Verify(corp, corp.CorpId, url, ct) is not { } reason)
            {
                boxes.Of(corp).Url = url;
                Log.Connected(logger, corp.CorpId, url);
                return;
            }

            Log.Waiting(logger, corp.CorpId, reason);
            await Task.Delay(Pause, real, ct);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The callbacks of {Corp} go to {Url}.")]
        public static partial void Connected(ILogger logger, string corp, Uri url);

        [LoggerMessage(2, LogLevel.Debug, "The callbacks of {Corp} have no receiver yet: {Reason}.")]
        public static partial void Waiting(ILogger logger, string corp, string reason);
    }
}
