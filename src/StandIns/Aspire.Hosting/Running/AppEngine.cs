using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Running;

/// <summary>Runs the described application: starts every resource when what it waits for is ready, and stops all in reverse order.</summary>
internal sealed class AppEngine(
    DistributedApplicationModel model,
    EngineParts parts,
    string dataPath,
    IConfiguration configuration,
    DistributedApplicationOptions options,
    IHostApplicationLifetime lifetime) : IHostedService, IDisposable
{
    private const int DashboardPort = 5102;

    private readonly Lock gate = new();
    private readonly HashSet<RunningResource> settled = [];
    private DataFolder? folder;
    private DashboardServer? dashboard;
    private long begun;
    private bool started;

    /// <summary>The running resources, in the order they were described.</summary>
    public IReadOnlyList<RunningResource> Resources { get; private set; } = [];

    /// <summary>Why the application could not be started, or null.</summary>
    public string? Failure { get; private set; }

    /// <summary>Where the dashboard is, or null when it is switched off.</summary>
    public string? DashboardUrl => dashboard?.Url;

    private int Counted => Resources.Count(r => r.IsCounted);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        begun = parts.Clock.GetTimestamp();
        folder = DataFolder.Open(dataPath);
        var ports = new PortPlan(configuration, parts.Secrets);
        if (!options.DisableDashboard)
        {
            dashboard = new DashboardServer(this, ports.ForDashboard(DashboardPort), parts.Clock);
        }

        Resources = new EnginePlan(model, ports, dataPath, parts).Make();
        parts.Console.Align(Resources.Select(r => r.Id));
        foreach (var resource in Resources)
        {
            resource.Settled += OnSettled;
            resource.Failed += OnFailed;
        }

        if (dashboard is not null)
        {
            await dashboard.StartAsync(cancellationToken);
            parts.Console.Host($"Dashboard: {dashboard.Url}");
        }

        foreach (var resource in Resources)
        {
            await resource.StartAsync();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Resources.Count > 0)
        {
            parts.Console.Host("Stopping…");
        }

        var byResource = Resources.ToLookup(r => r.Resource);
        await StopOrder.StopAllAsync(Resources, r => EnginePlan.Needs(r.Resource).SelectMany(n => byResource[n]), r => r.StopAsync());
        if (dashboard is not null)
        {
            await dashboard.DisposeAsync();
        }

        if (Resources.Count > 0)
        {
            parts.Console.Host("Stopped.");
        }

        Resources = [];
        folder?.Dispose();
        folder = null;
    }

    public RunningResource? Find(string id) => Resources.FirstOrDefault(r => r.Id == id);

    public void Dispose() => folder?.Dispose();

    private void OnSettled(RunningResource resource, TimeSpan after)
    {
        if (!resource.IsCounted)
        {
            return;
        }

        int count;
        lock (gate)
        {
            if (started || !settled.Add(resource))
            {
                return;
            }

            count = settled.Count;
            started = count == Counted;
        }

        var snapshot = resource.Snapshot;
        var outcome = snapshot.State?.Text switch
        {
            KnownResourceStates.Finished => "done",
            KnownResourceStates.Exited => $"failed with exit code {snapshot.ExitCode}",
            _ => "ready",
        };
        var width = Counted.ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
        parts.Console.Host($"[{count.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(width)}/{Counted}] {resource.Id} {outcome} ({after.TotalSeconds:0.0} s)");
        if (started)
        {
            var failed = Resources.Count(r => r.IsCounted && r.Snapshot is { IsTerminal: true, ExitCode: not 0 });
            parts.Console.Host($"All {Counted} resources are up after {parts.Clock.GetElapsedTime(begun).TotalSeconds:0.0} s{(failed > 0 ? $", but {failed} failed" : "")}.");
        }
    }

    private void OnFailed(RunningResource resource, string reason)
    {
        lock (gate)
        {
            if (started || Failure is not null)
            {
                return;
            }

            Failure = reason;
        }

        // During the start one missing part makes the whole useless: say why, once, and end. Later failures show on the dashboard.
        parts.Console.Error($"{resource.Id} could not be started: {reason}");
        lifetime.StopApplication();
    }
}
