using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Dashboard;

/// <summary>A resource as the dashboard and its JSON interface show it.</summary>
/// <param name="Name">Its name, with the replica's number from the second one on.</param>
/// <param name="Kind">project, executable, server, database or connection.</param>
/// <param name="State">One of <see cref="KnownResourceStates"/>.</param>
/// <param name="Health">healthy, unhealthy, or null while it does not run.</param>
/// <param name="Endpoints">Where it can be reached.</param>
/// <param name="Restarts">How often it was started again after a crash.</param>
/// <param name="UptimeSeconds">How long its process has run, or null.</param>
/// <param name="Pid">Its process, or null.</param>
/// <param name="ExitCode">The exit code of the process that ended last, or null.</param>
/// <param name="WaitsFor">What it waits for while it is waiting.</param>
internal sealed record ResourceView(
    string Name,
    string Kind,
    string State,
    string? Health,
    IReadOnlyList<EndpointView> Endpoints,
    int Restarts,
    double? UptimeSeconds,
    int? Pid,
    int? ExitCode,
    IReadOnlyList<string> WaitsFor)
{
    public static ResourceView Of(RunningResource running, DateTimeOffset now)
    {
        var snapshot = running.Snapshot;
        var isUp = snapshot.State?.Text == KnownResourceStates.Running;
        return new ResourceView(
            running.Id,
            KindOf(running.Resource),
            snapshot.State?.Text ?? KnownResourceStates.Starting,
            snapshot.HealthStatus switch { HealthStatus.Healthy => "healthy", null => null, _ => "unhealthy" },
            [.. running.Addresses.Select(a => new EndpointView(a.Name, a.Url, a.IsExternal))],
            snapshot.Restarts,
            isUp && snapshot.StartTimeStamp is { } since ? Math.Round((now.UtcDateTime - since).TotalSeconds, 1) : null,
            snapshot.Pid,
            snapshot.ExitCode,
            snapshot.State?.Text == KnownResourceStates.Waiting ? [.. running.Dependencies.Select(d => d.On.Id).Distinct()] : []);
    }

    private static string KindOf(IResource resource) => resource switch
    {
        ProjectResource => "project",
        ExecutableResource => "executable",
        INativeServerResource => "server",
        PostgresDatabaseResource => "database",
        _ => "connection",
    };
}

/// <summary>An address of a resource.</summary>
internal sealed record EndpointView(string Name, string Url, bool IsExternal);
