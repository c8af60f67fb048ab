using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Running;

/// <summary>One resource, or one replica of it, from the start of the application to its end.</summary>
internal abstract class RunningResource(IResource resource, string id, EngineParts parts) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private CancellationTokenSource? stop;
    private Task run = Task.CompletedTask;

    /// <summary>Told when the resource cannot be started, with the reason.</summary>
    public event Action<RunningResource, string>? Failed;

    /// <summary>Told when the resource becomes ready for the first time, and when a program that runs once has ended; with the time since it was started.</summary>
    public event Action<RunningResource, TimeSpan>? Settled;

    public IResource Resource { get; } = resource;

    /// <summary>The resource's name, with the replica's number from the second one on.</summary>
    public string Id { get; } = id;

    public ResourceLog Log { get; } = parts.Logs.Of(id);

    public CustomResourceSnapshot Snapshot => Parts.Notifications.Current(Id) ?? new CustomResourceSnapshot { ResourceType = Resource.GetType().Name };

    /// <summary>What this resource waits for; the engine fills it in.</summary>
    public IReadOnlyList<Dependency> Dependencies { get; set; } = [];

    /// <summary>Whether the resource is a thing of its own to people, and not a part of another one.</summary>
    public virtual bool IsCounted => true;

    /// <summary>Where it can be reached.</summary>
    public virtual IEnumerable<Address> Addresses => [];

    protected EngineParts Parts { get; } = parts;

    /// <summary>Starts the resource, after what it waits for. Does nothing when it runs already.</summary>
    public async Task StartAsync()
    {
        await turn.WaitAsync();
        try
        {
            if (run.IsCompleted)
            {
                stop?.Dispose();
                stop = new CancellationTokenSource();
                var token = stop.Token;
                Publish(s => s with { State = KnownResourceStates.Starting, HealthStatus = null, ExitCode = null });
                run = Task.Run(() => SuperviseAsync(token), CancellationToken.None);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Stops the resource; it stays stopped until it is started again.</summary>
    public async Task StopAsync()
    {
        await turn.WaitAsync();
        try
        {
            if (!run.IsCompleted && stop is not null)
            {
                Publish(s => s with { State = KnownResourceStates.Stopping, HealthStatus = null });
                await stop.CancelAsync();
            }

            await run;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        stop?.Dispose();
        turn.Dispose();
    }

    /// <summary>Runs the resource until it ends by itself or is asked to stop; publishes every state but the last one of a stop.</summary>
    protected abstract Task RunAsync(CancellationToken stopping);

    protected void Publish(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) => Parts.Notifications.PublishUpdateAsync(Resource, Id, change);

    protected void PublishRunning(int? pid, HealthStatus health) => Publish(s => s with
    {
        State = KnownResourceStates.Running,
        HealthStatus = health,
        Pid = pid,
        StartTimeStamp = Parts.Clock.GetUtcNow().UtcDateTime,
    });

    protected void Settle(TimeSpan after) => Settled?.Invoke(this, after);

    private async Task SuperviseAsync(CancellationToken stopping)
    {
        try
        {
            if (Dependencies.Count > 0)
            {
                Publish(s => s with { State = KnownResourceStates.Waiting });
                await Task.WhenAll(Dependencies.Select(d => d.WaitAsync(this, Parts.Notifications, stopping)));
            }

            await RunAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Publish(s => s with { State = KnownResourceStates.Exited, HealthStatus = null, Pid = null });
        }
        catch (Exception e)
        {
            // The edge of the resource: whatever went wrong, the others go on and people are told why.
            var reason = e is DistributedApplicationException or Steward.NativeServers.MissingPrerequisiteException
                or Steward.NativeServers.PortTakenException or Steward.NativeServers.ServerStartException
                    ? e.Message
                    : e.ToString();
            Log.Note(reason);
            Publish(s => s with { State = KnownResourceStates.FailedToStart, HealthStatus = null, Pid = null });
            Failed?.Invoke(this, reason);
        }
    }
}

/// <summary>An address people or programs can use.</summary>
internal sealed record Address(string Name, string Url, bool IsExternal);
