namespace Steward.Gateway.Routes;

internal static class RoutesSetup
{
    public static void AddProxy(this WebApplicationBuilder builder) =>
        builder.Services.AddReverseProxy().LoadFromMemory([.. PublicRoutes.All, .. GrpcRoutes.All], [.. Clusters.All(builder.Configuration)]);

    public static void MapProxy(this WebApplication app) => app.MapReverseProxy(proxy => proxy.Use(RefuseLargeAsync));

    /// <summary>A body that says at once that it is too large is not forwarded at all; one that does not say is cut off by the server while it is read.</summary>
    private static Task RefuseLargeAsync(HttpContext http, Func<Task> next) =>
        http.GetReverseProxyFeature().Route.Config.MaxRequestBodySize is > 0 and var limit && http.Request.ContentLength > limit
            ? Problems.GatewayProblems.TooLarge(limit).ExecuteAsync(http)
            : next();
}
