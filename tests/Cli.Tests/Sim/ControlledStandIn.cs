using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Steward.Cli.Tests.Sim;

/// <summary>Takes down what is asked of the control API, and answers what it is told.</summary>
internal sealed class ControlledStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ControlledStandIn(WebApplication app) => _app = app;

    internal sealed record Call(string Method, string Path, JsonNode? Body);

    public Uri Address => new(_app.Urls.Single());

    public ConcurrentQueue<Call> Calls { get; } = new();

    /// <summary>Status and body by path; everything else gets <c>{}</c>.</summary>
    public Dictionary<string, (int Status, string Body)> Answers { get; } = new()
    {
        ["/sim/v1/corps"] = (200, """{"corps":[{"corpId":"ww1","name":"堡乐星","secret":"verysecret","archived":12,"callbacks":{"sent":3}}]}"""),
        ["/sim/v1/clock"] = (200, """{"now":"2026-11-22T09:00:00+08:00","speed":1}"""),
        ["/sim/v1/limits"] = (200, """{"closed":[]}"""),
        ["/sim/v1/messages"] = (200, """{"accepted":1,"rejected":0,"errors":[]}"""),
    };

    public static async Task<ControlledStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var standIn = new ControlledStandIn(app);
        app.MapFallback(async (HttpRequest request, CancellationToken ct) =>
        {
            using var reader = new StreamReader(request.Body);
            var body = await reader.ReadToEndAsync(ct);
            standIn.Calls.Enqueue(new Call(request.Method, request.Path + request.QueryString, body.Length == 0 ? null : JsonNode.Parse(body)));
            var (status, text) = standIn.Answers.GetValueOrDefault(request.Path, (200, "{}"));
            return Results.Text(text, "application/json", statusCode: status);
        });
        await app.StartAsync();
        return standIn;
    }

    /// <summary>A run against this stand-in.</summary>
    public Task<Platformctl.Run> RunAsync(params string[] arguments) => Platformctl.RunAsync([.. arguments, "--address", Address.AbsoluteUri]);

    /// <summary>The last call, for comparison.</summary>
    public (string Call, string Body) Last()
    {
        var call = Calls.Last();
        return ($"{call.Method} {call.Path}", call.Body?.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) ?? "");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
