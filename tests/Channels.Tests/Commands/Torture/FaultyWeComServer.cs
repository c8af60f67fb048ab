using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Steward.Channels.Tests.Commands.Torture;

/// <summary>A <see cref="FaultyWeCom"/> over HTTP, for a service that is a process of its own and can really be killed.</summary>
internal sealed class FaultyWeComServer : IAsyncDisposable
{
    private static readonly JsonDocument Nothing = JsonDocument.Parse("{}");
    private readonly WebApplication _app;
    private readonly FaultyWeCom _wecom;

    private FaultyWeComServer(WebApplication app, FaultyWeCom wecom) => (_app, _wecom) = (app, wecom);

    public Uri Address => new(_app.Urls.First());

    /// <summary>Ends the processes that call.</summary>
    public Action Kill { get; set; } = () => { };

    public static async Task<FaultyWeComServer> StartAsync(FaultyWeCom wecom)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new FaultyWeComServer(app, wecom);
        app.MapGet("/cgi-bin/{**api}", server.AnswerAsync);
        app.MapPost("/cgi-bin/{**api}", server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http, string api)
    {
        using var body = http.Request.ContentLength is > 0 || http.Request.Headers.TransferEncoding.Count > 0 ? await JsonDocument.ParseAsync(http.Request.Body) : null;
        var (json, fault) = _wecom.Answer(api, (body ?? Nothing).RootElement);
        if (fault is Fault.Kill) { Kill(); }

        if (fault is Fault.None) { await http.Response.WriteAsync(json); }
        else { http.Abort(); }
    }
}
