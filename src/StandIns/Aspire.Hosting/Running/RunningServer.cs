using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Steward.NativeServers;

namespace Aspire.Hosting.Running;

/// <summary>A private PostgreSQL, RabbitMQ or Redis: healthy from the moment it takes connections, started again when it ends unasked.</summary>
internal sealed class RunningServer(INativeServerResource server, int port, string dataFolder, EngineParts parts) : RunningResource(server, server.Name, parts)
{
    private readonly BackOff backOff = new(parts.Settings.FirstRestartDelay, parts.Settings.LongestRestartDelay, parts.Settings.HealthForgivesAfter);
    private bool wasReady;

    public override IEnumerable<Address> Addresses => [new Address("tcp", $"tcp://127.0.0.1:{port}", IsExternal: false)];

    protected override async Task RunAsync(CancellationToken stopping)
    {
        var launch = new ServerLaunch(dataFolder, port, Parts.Secrets.Password($"{Id}:password"), line => Log.Write(line, isError: false));
        while (true)
        {
            Publish(s => s with { State = KnownResourceStates.Starting, HealthStatus = null, Pid = null });
            var asked = Parts.Clock.GetTimestamp();
            await using var running = await server.LaunchAsync(launch, stopping);
            var ready = Parts.Clock.GetTimestamp();
            PublishRunning(running.ProcessId, HealthStatus.Healthy);
            if (!wasReady)
            {
                wasReady = true;
                Settle(Parts.Clock.GetElapsedTime(asked, ready));
            }

            await RunOnceAsync(running, stopping);

            var wait = backOff.AfterCrash(Parts.Clock.GetElapsedTime(ready));
            var message = $"{Id} ended by itself; it is started again in {wait.TotalSeconds:0.0} s.";
            Log.Note(message);
            Parts.Console.Host(message);
            Publish(s => s with { State = KnownResourceStates.Starting, HealthStatus = null, Pid = null, Restarts = s.Restarts + 1 });
            await Task.Delay(wait, Parts.Clock, stopping);
        }
    }

    private static async Task RunOnceAsync(NativeServer running, CancellationToken stopping)
    {
        try
        {
            await running.Exited.WaitAsync(stopping);
        }
        finally
        {
            // Also after a crash: it sweeps up what the dead server left behind.
            await running.StopAsync(CancellationToken.None);
        }
    }
}

/// <summary>A part of a server, or a server others run: ready as soon as its connection string is known and its server is ready.</summary>
internal sealed class RunningConnection(IResource resource, EngineParts parts) : RunningResource(resource, resource.Name, parts)
{
    public override bool IsCounted => false;

    protected override async Task RunAsync(CancellationToken stopping)
    {
        await ((IResourceWithConnectionString)Resource).GetConnectionStringAsync(stopping);
        PublishRunning(pid: null, HealthStatus.Healthy);
        await Task.Delay(Timeout.InfiniteTimeSpan, Parts.Clock, stopping);
    }
}
