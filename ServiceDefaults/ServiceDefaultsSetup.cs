using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Steward.ServiceDefaults.Auth;
using Steward.ServiceDefaults.Grpc;

namespace Steward.ServiceDefaults;

/// <summary>The defaults of a service, in one call before and one after the host is built.</summary>
public static class ServiceDefaultsSetup
{
    /// <summary>Listeners, telemetry, health, clock, authentication, gRPC, cache; and a container that is proved when it is built.</summary>
    public static void AddServiceDefaults(this WebApplicationBuilder builder, string serviceName)
    {
        // At its default level the driver writes a line for every statement, which costs more than the statement.
        builder.Logging.AddFilter("Npgsql", LogLevel.Warning);
        builder.AddListeners();
        builder.AddTelemetry(serviceName);
        builder.Services.AddHealthChecks();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddCallerAuthentication(serviceName);
        builder.AddGrpcServer();
        if (builder.Configuration.GetConnectionString("redis") is { Length: > 0 } redis)
        {
            builder.Services.AddStackExchangeRedisCache(options => options.Configuration = redis);
        }

        // Open streams to other services end at once when they stop; ten seconds is for the work at hand.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.Host.UseDefaultServiceProvider(options => { options.ValidateOnBuild = true; options.ValidateScopes = true; });
    }

    /// <summary>Authentication, authorisation and the health endpoints.</summary>
    public static void MapServiceDefaults(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
    }

    /// <summary>Marks an endpoint that needs no caller.</summary>
    public static TBuilder ForAnyone<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AllowAnonymousAttribute());
}
