using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Steward.StandIns.Tests.Grpc;

/// <summary>grpc-dotnet's server on Kestrel (HTTP/2 without TLS) on a free port, with <see cref="ParcelsServer"/> in it.</summary>
public sealed class ParcelsHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ParcelsHost(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public CallJournal Journal => _app.Services.GetRequiredService<CallJournal>();

    public SeenByInterceptor Seen => _app.Services.GetRequiredService<SeenByInterceptor>();

    /// <summary>Starts the server. <paramref name="map"/> replaces the ordinary mapping of the service.</summary>
    public static async Task<ParcelsHost> StartAsync(Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        builder.Services.AddSingleton<CallJournal>().AddSingleton<SeenByInterceptor>().AddSingleton<ParcelsServer>();
        builder.Services.AddGrpc(options =>
        {
            options.ResponseCompressionAlgorithm = "gzip";
            options.MaxReceiveMessageSize = 16 * 1024 * 1024;
            options.Interceptors.Add<CountingServerInterceptor>();
        });
        var app = builder.Build();
        (map ?? (a => a.MapGrpcService<ParcelsServer>()))(app);
        await app.StartAsync();
        return new ParcelsHost(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
