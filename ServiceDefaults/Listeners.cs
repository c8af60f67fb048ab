using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Http;

namespace Steward.ServiceDefaults;

/// <summary>
/// Two listeners: HTTP/1.1 at <c>ASPNETCORE_URLS</c> for health, callbacks and redirects, and HTTP/2 without TLS at <c>GRPC_PORT</c>.
/// One port cannot serve both, because without TLS there is no ALPN to tell them apart.
/// </summary>
internal static class Listeners
{
    public static void AddListeners(this WebApplicationBuilder builder)
    {
        var urls = builder.Configuration["urls"] ?? "http://127.0.0.1:0";
        var grpcPort = builder.Configuration["GRPC_PORT"];
        if (grpcPort is null) { return; }

        // Kestrel would warn that code overrides the addresses; they are taken over below.
        builder.Configuration[WebHostDefaults.ServerUrlsKey] = string.Empty;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                var address = BindingAddress.Parse(url);
                Listen(kestrel, address.Host, address.Port, HttpProtocols.Http1);
            }

            Listen(kestrel, builder.Configuration["GRPC_HOST"] ?? "127.0.0.1", int.Parse(grpcPort, System.Globalization.CultureInfo.InvariantCulture), HttpProtocols.Http2);
        });
    }

    private static void Listen(KestrelServerOptions kestrel, string host, int port, HttpProtocols protocols)
    {
        var address = host is "localhost" ? IPAddress.Loopback : IPAddress.TryParse(host, out var ip) ? ip : IPAddress.Any;
        kestrel.Listen(address, port, listen => listen.Protocols = protocols);
    }
}
