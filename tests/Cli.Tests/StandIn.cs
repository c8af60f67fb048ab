using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Steward.Cli.Tests;

/// <summary>Takes the place of what platformctl speaks to over HTTP: the WeCom stand-in's control API, and the dashboard that knows the addresses.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StandIn(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.Single() + "/");

    /// <summary>What was said, one list of messages for each call.</summary>
    public ConcurrentQueue<IReadOnlyList<JsonObject>> Batches { get; } = new();

    /// <summary>Everything that was said.</summary>
    public IReadOnlyList<JsonObject> Messages => [.. Batches.SelectMany(batch => batch)];

    /// <summary>What the dashboard answers to the question for its resources; null: HTTP 500.</summary>
    public string? Resources { get; set; } = "[]";

    /// <param name="refuse">Why a text is refused, or null when it is taken.</param>
    public static async Task<StandIn> StartAsync(Func<string, string?>? refuse = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var standIn = new StandIn(app);
        app.MapPost("/sim/v1/messages", async (HttpRequest request, bool create, CancellationToken ct) =>
        {
            Assert.True(create);
            Assert.Equal("application/x-ndjson; charset=utf-8", request.ContentType);
            using var body = new StreamReader(request.Body);
            var batch = (await body.ReadToEndAsync(ct)).Split('\n').Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
            standIn.Batches.Enqueue(batch);
            var errors = batch.Select((message, at) => (line: at + 1, reason: refuse?.Invoke((string)message["text"]!))).Where(error => error.reason is not null).Select(error => new { error.line, error.reason }).ToList();
            return Results.Json(new { accepted = batch.Count - errors.Count, rejected = errors.Count, errors }, JsonSerializerOptions.Web);
        });
        app.MapGet("/sim/v1/corps", () => Results.Text("""
            {"corps":[{"corpId":"ww1","name":"堡乐星","agentId":1000002,"secret":"s","token":"t","encodingAesKey":"k","archiveSecret":"a","archived":12,"callback":null}]}
            """, "application/json"));
        app.MapGet("/api/resources", () => standIn.Resources is { } resources ? Results.Text(resources, "application/json") : Results.StatusCode(500));
        await app.StartAsync();
        return standIn;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
