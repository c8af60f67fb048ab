using System.Net;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Steward.Gateway.Routes;

/// <summary>Where the services are: addresses as Aspire injects them. A service without an address answers 503, so that the others work.</summary>
internal static class Clusters
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static string Http(string service) => $"{service}-http";

    public static string Grpc(string service) => $"{service}-grpc";

    public static IEnumerable<ClusterConfig> All(IConfiguration configuration) =>
    [
        .. PublicRoutes.All.Select(route => route.ClusterId!).Distinct().Select(cluster => Cluster(
            cluster,
            configuration[$"services:{cluster[..^"-http".Length]}:http:0"],
            new ForwarderRequestConfig { ActivityTimeout = Patience, Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact })),
        .. GrpcRoutes.Services.Select(service => Cluster(
            Grpc(service),
            configuration[$"services:{service}:grpc:0"],
            new ForwarderRequestConfig { ActivityTimeout = TimeSpan.FromHours(1), Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact })),
    ];

    private static ClusterConfig Cluster(string id, string? address, ForwarderRequestConfig request) => new()
    {
        ClusterId = id,
        HttpRequest = request,
        Destinations = address is { Length: > 0 } ? new Dictionary<string, DestinationConfig> { ["0"] = new() { Address = address } } : new Dictionary<string, DestinationConfig>(),
    };
}
