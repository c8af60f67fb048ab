using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Steward.ServiceDefaults.Auth;

namespace Steward.ServiceDefaults.Grpc;

/// <summary>gRPC clients of the suite's own services, found through <c>services:&lt;name&gt;:grpc:0</c> as Aspire injects it.</summary>
public static class GrpcClients
{
    /// <summary>Registers a generated client, scoped: it calls on behalf of the scope's <see cref="CallerContext"/>, with a deadline.</summary>
    /// <param name="services">The container.</param>
    /// <param name="service">The called service's name in discovery.</param>
    public static IServiceCollection AddServiceClient<TClient>(this IServiceCollection services, string service) where TClient : ClientBase<TClient>
    {
        services.TryAddSingleton<ServiceChannels>();
        return services.AddScoped(provider =>
        {
            var invoker = new CallerInvoker(
                provider.GetRequiredService<ServiceChannels>().To(service).CreateCallInvoker(),
                provider.GetRequiredService<CallerContext>(),
                provider.GetRequiredService<CallerTokens>());
            return (TClient)Activator.CreateInstance(typeof(TClient), (CallInvoker)invoker)!;
        });
    }
}

/// <summary>One HTTP/2 channel per service, shared by all clients.</summary>
public sealed class ServiceChannels(IConfiguration configuration) : IDisposable
{
    private const int MaxMessageBytes = 16 * 1024 * 1024;
    private readonly ConcurrentDictionary<string, GrpcChannel> _channels = new();

    /// <summary>The channel to a service.</summary>
    public GrpcChannel To(string service) => _channels.GetOrAdd(service, name => GrpcChannel.ForAddress(
        Settings.Required(configuration, $"services:{name}:grpc:0"),
        new GrpcChannelOptions
        {
            MaxReceiveMessageSize = MaxMessageBytes,
            MaxSendMessageSize = MaxMessageBytes,
            HttpHandler = new SocketsHttpHandler
            {
                EnableMultipleHttp2Connections = true,
                KeepAlivePingDelay = TimeSpan.FromSeconds(30),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            },
            DisposeHttpClient = true,
        }));

    public void Dispose()
    {
        foreach (var channel in _channels.Values) { channel.Dispose(); }
    }
}
