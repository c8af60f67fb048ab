using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;

namespace Steward.Gateway.Problems;

internal static class ProblemsSetup
{
    public static void AddProblems(this WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<ProblemHandler>();

        // Every endpoint here says itself who may use it. A fallback policy would also stand before addresses that do not exist, and ask for a key to tell so.
        builder.Services.Configure<AuthorizationOptions>(options => options.FallbackPolicy = null);
    }

    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(ExplainAsync);
    }

    /// <summary>Refusals without a word, of the framework and of what is proxied, get a problem; gRPC callers have their own way to read them.</summary>
    private static Task ExplainAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        return http.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true
            ? Task.CompletedTask
            : GatewayProblems.OfStatus(http.Response.StatusCode).ExecuteAsync(http);
    }
}
