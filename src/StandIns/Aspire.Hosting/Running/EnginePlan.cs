using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>Turns the described resources into running ones with their ports and dependencies.</summary>
internal sealed class EnginePlan(DistributedApplicationModel model, PortPlan ports, string dataFolder, EngineParts parts)
{
    /// <exception cref="DistributedApplicationException">Resources wait for each other in a circle, or a port is in use.</exception>
    public IReadOnlyList<RunningResource> Make()
    {
        RefuseCircles();
        var waitedToEnd = Waits(WaitType.WaitForCompletion).Select(w => w.Resource).ToHashSet();
        List<RunningResource> all = [];

        // Fixed ports first, so that no free port takes one of them away.
        foreach (var resource in model.Resources.OrderBy(r => r.Annotations.OfType<EndpointAnnotation>().Any(e => e.Port > 0) ? 0 : 1))
        {
            ports.Allocate(resource, Replicas(resource));
        }

        foreach (var resource in model.Resources.Where(r => r is not ParameterResource))
        {
            all.AddRange(Instances(resource, waitedToEnd.Contains(resource)));
        }

        var byResource = all.ToLookup(r => r.Resource);
        foreach (var running in all)
        {
            running.Dependencies =
            [
                .. running.Resource.Annotations.OfType<WaitAnnotation>()
                    .SelectMany(w => byResource[w.Resource].Select(on => new Dependency(on, w.WaitType, w.ExitCode))),
                .. running.Resource is IResourceWithParent child
                    ? byResource[child.Parent].Select(on => new Dependency(on, WaitType.WaitUntilHealthy, 0))
                    : [],
            ];
        }

        return all;
    }

    /// <summary>What a resource needs as long as it runs: what it waited for, and the servers it has connection strings of.</summary>
    public static IEnumerable<IResource> Needs(IResource resource) =>
    [
        .. resource.Annotations.OfType<WaitAnnotation>().Select(w => w.Resource),
        .. resource.Annotations.OfType<ReferenceAnnotation>().Select(r => r.Resource).Where(r => r is IResourceWithConnectionString),
        .. resource is IResourceWithParent child ? [child.Parent] : Array.Empty<IResource>(),
    ];

    private static int Replicas(IResource resource) => resource.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1;

    private IEnumerable<RunningResource> Instances(IResource resource, bool waitedToEnd)
    {
        switch (resource)
        {
            case INativeServerResource server:
                yield return new RunningServer(server, ports.ForServer(server.Name), Path.Combine(dataFolder, server.Name), parts);
                break;
            case IResourceWithConnectionString:
                yield return new RunningConnection(resource, parts);
                break;
            default:
                // A program without a port serves nobody: it does one job, and its failure is an answer, not a crash.
                var runsOnce = waitedToEnd || !resource.Annotations.OfType<EndpointAnnotation>().Any();
                for (var replica = 0; replica < Replicas(resource); replica++)
                {
                    yield return new RunningProgram(resource, replica == 0 ? resource.Name : $"{resource.Name}-{replica + 1}", replica, runsOnce, parts);
                }

                break;
        }
    }

    private IEnumerable<WaitAnnotation> Waits(WaitType type) =>
        model.Resources.SelectMany(r => r.Annotations.OfType<WaitAnnotation>()).Where(w => w.WaitType == type);

    private void RefuseCircles()
    {
        if (StopOrder.FindCircle(model.Resources, Needs) is { } circle)
        {
            throw new DistributedApplicationException($"These resources wait for each other, so none can start: {string.Join(" → ", circle.Select(r => r.Name))}.");
        }
    }
}
