using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Steward.NativeServers;

namespace Aspire.Hosting.Running;

/// <summary>Gives every endpoint and server its port before anything starts.</summary>
internal sealed class PortPlan(IConfiguration configuration, SecretStore secrets)
{
    private readonly Dictionary<int, string> given = [];

    /// <summary>Ports for all replicas of a resource's endpoints.</summary>
    /// <exception cref="DistributedApplicationException">A fixed port is in use.</exception>
    public void Allocate(IResource resource, int replicas)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            var first = endpoint.Port is { } port and > 0 ? Claim(port, resource.Name) : Free(resource.Name);
            endpoint.Ports = [first, .. Enumerable.Range(1, replicas - 1).Select(_ => Free(resource.Name))];
        }
    }

    /// <summary>The port of a server: the configured one, else one chosen once and kept.</summary>
    /// <exception cref="DistributedApplicationException">A configured port is in use.</exception>
    public int ForServer(string name) =>
        configuration.GetValue<int>($"Ports:{name}") is > 0 and var wanted
            ? Claim(wanted, name)
            : Remember(secrets.Port($"{name}:port", port => !given.ContainsKey(port) && FreePorts.IsFree(port), Unused), name);

    /// <summary>The dashboard's port: the configured one, where 0 is any free one.</summary>
    /// <exception cref="DistributedApplicationException">It is in use.</exception>
    public int ForDashboard(int otherwise)
    {
        var wanted = configuration.GetValue<int?>("Ports:dashboard") ?? otherwise;
        return wanted > 0 ? Claim(wanted, "dashboard") : Free("dashboard");
    }

    private int Claim(int port, string name)
    {
        if (given.TryGetValue(port, out var other))
        {
            throw new DistributedApplicationException($"Port {port} is wanted by '{other}' and by '{name}'. {Remedy(name)}");
        }

        return FreePorts.IsFree(port)
            ? Remember(port, name)
            : throw new DistributedApplicationException($"Port {port}, which '{name}' needs, is used by another program (see it with: ss -ltnp 'sport = :{port}'). Stop that program, or: {Remedy(name)}");
    }

    private static string Remedy(string name) => $"choose another port with --Ports:{name}=<port> or Ports__{name}=<port> in the environment (0 = any free one).";

    private int Free(string name) => Remember(Unused(), name);

    private int Unused()
    {
        int port;
        do
        {
            port = FreePorts.Next();
        }
        while (given.ContainsKey(port));
        return port;
    }

    private int Remember(int port, string name)
    {
        given.Add(port, name);
        return port;
    }
}
