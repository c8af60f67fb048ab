using Yarp.ReverseProxy.Configuration;

namespace Steward.Gateway.Routes;

/// <summary>Every service's gRPC methods for tools outside of the network. The service itself checks the caller's token, so nothing is open that is not there.</summary>
internal static class GrpcRoutes
{
    /// <summary>The services that speak gRPC.</summary>
    public static readonly IReadOnlyList<string> Services = ["channels", "members", "content", "moderation", "conversions", "staffing"];

    public static IEnumerable<RouteConfig> All => Services.Select(service => new RouteConfig
    {
        RouteId = $"grpc-{service}",
        ClusterId = Clusters.Grpc(service),
        Match = new RouteMatch { Path = $"/platform.{service}.v1.{{rpc}}/{{**method}}" },
        AuthorizationPolicy = "anonymous",
        // A stream may carry more than any limit, over hours; its messages are limited by the service.
        MaxRequestBodySize = -1,
    });
}
