using Aspire.Hosting.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>The page and the JSON interface that show the resources and stop, start and restart them. Only this machine reaches it.</summary>
internal sealed class DashboardServer : IAsyncDisposable
{
    /// <summary>Pages of other sites cannot send this header here without being allowed to, and they never are.</summary>
    private const string TokenHeader = "X-Steward-Dashboard";

    private readonly WebApplication app;
    private readonly AppEngine engine;
    private readonly TimeProvider clock;

    public DashboardServer(AppEngine engine, int port, TimeProvider clock)
    {
        this.engine = engine;
        this.clock = clock;
        Url = $"http://127.0.0.1:{port}";
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "Aspire.Hosting" });
        builder.Logging.ClearProviders();
        builder.Configuration["urls"] = Url;
        builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        app = builder.Build();
        app.Use(RefuseForeignHosts);
        app.MapGet("/", Page);
        app.MapGet("/rows", (HttpRequest request) => Html(ResourceTable.Rows(Views(), Words.For(LanguageOf(request)))));
        app.MapGet("/page.css", () => Results.Text(Embedded("page.css"), "text/css; charset=utf-8"));
        app.MapGet("/page.js", () => Results.Text(Embedded("page.js"), "text/javascript; charset=utf-8"));
        app.MapGet("/api/resources", () => Results.Json(Views()));
        app.MapGet("/api/resources/{name}/logs", Logs);
        app.MapPost("/api/resources/{name}/{action}", ActAsync);
    }

    public string Url { get; }

    public Task StartAsync(CancellationToken ct) => app.StartAsync(ct);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    // A name that resolves to 127.0.0.1 but is not ours belongs to a page of someone else that wants to read this one.
    private static Task RefuseForeignHosts(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Host.Host is "127.0.0.1" or "localhost" or "[::1]")
        {
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; frame-ancestors 'none'";
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return Task.CompletedTask;
    }

    private static string LanguageOf(HttpRequest request) => request.Query["lang"] == "en" ? "en" : "zh-CN";

    private static IResult Html(string html) => Results.Text(html, "text/html; charset=utf-8");

    private static string Embedded(string name)
    {
        using var stream = typeof(DashboardServer).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not part of the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private IReadOnlyList<ResourceView> Views() => [.. engine.Resources.Select(r => ResourceView.Of(r, clock.GetUtcNow()))];

    private IResult Page(HttpRequest request)
    {
        var language = LanguageOf(request);
        return Html(ResourceTable.Page(Views(), Words.For(language), language));
    }

    private IResult Logs(string name) =>
        engine.Find(name) is { } resource
            ? Results.Json(resource.Log.Last().TakeLast(ResourceLog.Shown).Select(l => new { number = l.LineNumber, text = l.Content, isError = l.IsErrorMessage }))
            : Results.NotFound(new { error = $"There is no resource named '{name}'." });

    private async Task<IResult> ActAsync(string name, string action, HttpRequest request)
    {
        if (request.Headers[TokenHeader] != "1")
        {
            return Results.Json(new { error = $"The header {TokenHeader}: 1 is missing." }, statusCode: StatusCodes.Status403Forbidden);
        }

        if (engine.Find(name) is not { IsCounted: true } resource)
        {
            return Results.NotFound(new { error = $"There is no resource named '{name}' that can be stopped or started." });
        }

        switch (action)
        {
            case "stop":
                await resource.StopAsync();
                break;
            case "start":
                await resource.StartAsync();
                break;
            case "restart":
                await resource.StopAsync();
                await resource.StartAsync();
                break;
            default:
                return Results.NotFound(new { error = "The actions are stop, start and restart." });
        }

        return Results.Json(ResourceView.Of(resource, clock.GetUtcNow()));
    }
}
