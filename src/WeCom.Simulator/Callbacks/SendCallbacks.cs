using System.Net;
using Microsoft.Extensions.Options;
using Steward.WeCom.Simulator.Clock;
using Steward.WeCom.Simulator.Corps;
using Steward.WeCom.Simulator.Mishaps;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Callbacks;

/// <summary>Posts every corp's events in order: encrypted, signed, five seconds each, at most three repeats.</summary>
internal sealed partial class SendCallbacks(
    SimulatedWorld world, CallbackBoxes boxes, CallbackClient client, Faults faults, Outage outage, SimulatedClock clock, TimeProvider real,
    IOptions<SimulatorOptions> options, ILogger<SendCallbacks> logger) : BackgroundService
{
    private const int Repeats = 3;
    private static readonly TimeSpan HeldPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ReorderPatience = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var corp in world.Corps.Values)
        {
            corp.Archive.OnArrived(() => boxes.Of(corp).ArchiveGrew.Writer.TryWrite(true));
        }

        return Task.WhenAll(world.Corps.Values.SelectMany(c =>
            Enumerable.Range(0, options.Value.CallbackSenders).Select(_ => Drain(c, stoppingToken)).Append(Hint(c, stoppingToken))));
    }

    private async Task Drain(Corp corp, CancellationToken ct)
    {
        var box = boxes.Of(corp);
        await foreach (var callback in box.Queue.Reader.ReadAllAsync(ct))
        {
            // Only an event that has a successor soon can arrive behind it.
            if (faults.TakeCallbackReorder() && await Next(box, ct) is { } next)
            {
                await Pass(corp, box, next, ct);
            }

            await Pass(corp, box, callback, ct);
        }
    }

    private async Task<PendingCallback?> Next(CallbackBox box, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(ReorderPatience, real);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            return await box.Queue.Reader.ReadAsync(both.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task Pass(Corp corp, CallbackBox box, PendingCallback callback, CancellationToken ct)
    {
        while (outage.Of(Part.HeldCallbacks))
        {
            await Task.Delay(HeldPause, real, ct);
        }

        if (box.Url is null || outage.Of(Part.Callbacks) || faults.TakeCallbackDrop())
        {
            box.CountDropped();
            return;
        }

        await SendCopies(corp, box, callback, ct);
    }

    private async Task SendCopies(Corp corp, CallbackBox box, PendingCallback callback, CancellationToken ct)
    {
        var copies = faults.TakeCallbackDuplicate() ? 2 : 1;
        for (var i = 0; i < copies; i++)
        {
            await Send(corp, box, callback, ct);
        }
    }

    private async Task Hint(Corp corp, CancellationToken ct)
    {
        var box = boxes.Of(corp);
        await foreach (var _ in box.ArchiveGrew.Reader.ReadAllAsync(ct))
        {
            box.Queue.Writer.TryWrite(new PendingCallback(CallbackXml.ArchiveAgent, CallbackXml.ArchiveGrew(corp.CorpId, clock.GetUtcNow())));
            await Task.Delay(options.Value.NotifyInterval, real, ct);
        }
    }

    private async Task Send(Corp corp, CallbackBox box, PendingCallback callback, CancellationToken ct)
    {
        for (var attempt = 0; attempt <= Repeats; attempt++)
        {
            if (attempt > 0)
            {
                box.CountRetried();
                await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt), real, ct);
            }

            var outcome = await client.Post(corp, box, callback, ct);
            if (outcome is HttpStatusCode.OK)
            {
                box.CountSent();
                return;
            }

            if (outcome is not null && !options.Value.RetryOnErrorStatus)
            {
                Log.Refused(logger, corp.CorpId, (int)outcome);
                box.CountFailed();
                return;
            }
        }

        Log.GaveUp(logger, corp.CorpId, box.Url!);
        box.CountFailed();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The callback of {Corp} was answered with {Status}; WeCom does not send it again.")]
        public static partial void Refused(ILogger logger, string corp, int status);

        [LoggerMessage(2, LogLevel.Warning, "The callback of {Corp} could not be delivered to {Url} in four attempts and is dropped.")]
        public static partial void GaveUp(ILogger logger, string corp, Uri url);
    }
}
