using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>One running resource that another one waits for.</summary>
internal sealed record Dependency(RunningResource On, WaitType Type, int ExitCode)
{
    /// <summary>Waits until the dependency is as it should be.</summary>
    /// <exception cref="DistributedApplicationException">It never will be.</exception>
    public async Task WaitAsync(RunningResource waiting, ResourceNotificationService notifications, CancellationToken ct)
    {
        var found = await notifications.WaitForResourceAsync(On.Resource.Name, e => e.ResourceId == On.Id && IsDecided(e.Snapshot), ct);
        if (found.Snapshot.State?.Text == KnownResourceStates.FailedToStart)
        {
            throw new DistributedApplicationException($"'{waiting.Id}' waits for '{On.Id}', which could not be started.");
        }

        if (Type == WaitType.WaitForCompletion && found.Snapshot.ExitCode != ExitCode)
        {
            throw new DistributedApplicationException(
                $"'{waiting.Id}' needs '{On.Id}' to end with exit code {ExitCode}, but it ended with {found.Snapshot.ExitCode}. Its last lines:{Environment.NewLine}{On.Log.Tail(15)}");
        }
    }

    // A resource a person has stopped has no exit code of its own: go on waiting until it is started again.
    private bool IsDecided(CustomResourceSnapshot snapshot) =>
        snapshot.State?.Text == KnownResourceStates.FailedToStart
        || (Type == WaitType.WaitForCompletion ? snapshot is { IsTerminal: true, ExitCode: not null } : snapshot.IsReady);
}
