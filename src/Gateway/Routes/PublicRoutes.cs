using Yarp.ReverseProxy.Configuration;

namespace Steward.Gateway.Routes;

/// <summary>What anyone may reach: the channel's callbacks, which prove themselves by their signature, and short links.</summary>
internal static class PublicRoutes
{
    public static IEnumerable<RouteConfig> All =>
    [
        Route("callbacks", "/callbacks/{**rest}", "channels"),
        Route("short-links", "/s/{code}", "conversions"),
    ];

    private static RouteConfig Route(string id, string path, string service) => new()
    {
        RouteId = id,
        ClusterId = Clusters.Http(service),
        Match = new RouteMatch { Path = path },
        AuthorizationPolicy = "anonymous",
        MaxRequestBodySize = BodyLimits.Largest,
    };
}
