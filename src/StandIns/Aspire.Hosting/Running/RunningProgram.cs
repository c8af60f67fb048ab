using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Running;

/// <summary>A project or an executable: started, watched, and started again when it crashes.</summary>
internal sealed class RunningProgram(IResource resource, string id, int replica, bool runsOnce, EngineParts parts) : RunningResource(resource, id, parts)
{
    private readonly BackOff backOff = new(parts.Settings.FirstRestartDelay, parts.Settings.LongestRestartDelay, parts.Settings.HealthForgivesAfter);
    private bool wasReady;
    private int earlyCrashes;
    private long? readySince;

    public override IEnumerable<Address> Addresses =>
        Resource.Annotations.OfType<EndpointAnnotation>()
            .Where(e => e.Ports.Count > replica)
            .Select(e => new Address(e.Name, e.Url(replica), e.IsExternal));

    protected override async Task RunAsync(CancellationToken stopping)
    {
        earlyCrashes = 0;
        while (true)
        {
            Publish(s => s with { State = KnownResourceStates.Starting, HealthStatus = null, Pid = null });
            var command = await Parts.Launches.CommandAsync(Resource, replica, stopping);
            using var child = Child.Start(command, Log, Parts.Clock);
            var started = Parts.Clock.GetTimestamp();
            var code = await RunOnceAsync(child, started, stopping);
            child.KillLeftovers();

            // A service that ends was stopped by nobody here, however politely it ended: it is started again.
            if (runsOnce)
            {
                Publish(s => s with { State = code == 0 ? KnownResourceStates.Finished : KnownResourceStates.Exited, HealthStatus = null, ExitCode = code, Pid = null });
                Settle(Parts.Clock.GetElapsedTime(started));
                return;
            }

            await WaitToRestartAsync(code, stopping);
        }
    }

    private async Task<int> RunOnceAsync(Child child, long started, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        readySince = null;
        var check = Resource.Annotations.OfType<HttpHealthAnnotation>().LastOrDefault();
        PublishRunning(child.Id, check is null ? HealthStatus.Healthy : HealthStatus.Unhealthy);
        if (check is null && !runsOnce)
        {
            BecomeReady(started);
        }

        var health = check is null ? Task.CompletedTask : WatchHealthAsync(check, started, over.Token);
        try
        {
            return await child.WaitAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await child.StopAsync(Parts.Settings.StopGrace);
            throw;
        }
        finally
        {
            await over.CancelAsync();
            await health;
        }
    }

    private async Task WatchHealthAsync(HttpHealthAnnotation check, long started, CancellationToken over)
    {
        var endpoint = check.EndpointOf(Resource)
            ?? throw new DistributedApplicationException($"'{Id}' has a health check but no endpoint.");
        var misses = 0;
        while (!over.IsCancellationRequested)
        {
            var healthy = await Parts.Health.IsHealthyAsync(endpoint.Url(replica) + check.Path, check.StatusCode, over);
            misses = healthy ? 0 : misses + 1;
            if (over.IsCancellationRequested)
            {
                return;
            }

            if (healthy && readySince is null)
            {
                Publish(s => s with { HealthStatus = HealthStatus.Healthy });
                BecomeReady(started);
            }
            else if (misses == 2 && readySince is not null)
            {
                // One missed answer is a busy machine, two in a row are ill health.
                readySince = null;
                Log.Note($"{check.Path} does not answer {check.StatusCode} any more.");
                Publish(s => s with { HealthStatus = HealthStatus.Unhealthy });
            }

            await Task.Delay(readySince is null ? Parts.Settings.StartingHealthInterval : Parts.Settings.HealthInterval, Parts.Clock, over)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void BecomeReady(long started)
    {
        readySince = Parts.Clock.GetTimestamp();
        if (!wasReady)
        {
            wasReady = true;
            Settle(Parts.Clock.GetElapsedTime(started));
        }
    }

    private async Task WaitToRestartAsync(int code, CancellationToken stopping)
    {
        earlyCrashes += wasReady ? 0 : 1;
        if (earlyCrashes >= Parts.Settings.StartAttempts)
        {
            throw new DistributedApplicationException(
                $"'{Id}' crashed {earlyCrashes} times before it was ready (exit code {code}). Its last lines:{Environment.NewLine}{Log.Tail(15)}");
        }

        var wait = backOff.AfterCrash(readySince is { } since ? Parts.Clock.GetElapsedTime(since) : TimeSpan.Zero);
        var message = $"{Id} ended (exit code {code}); it is started again in {wait.TotalSeconds:0.0} s.";
        Log.Note(message);
        Parts.Console.Host(message);
        Publish(s => s with { State = KnownResourceStates.Starting, HealthStatus = null, ExitCode = code, Pid = null, Restarts = s.Restarts + 1 });
        await Task.Delay(wait, Parts.Clock, stopping);
    }
}
