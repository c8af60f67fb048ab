using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Steward.Channels.Tests.Callbacks;

namespace Steward.Benchmarks;

/// <summary>The ceiling of answering: the same storm, from the same client, at a web server that only says success.</summary>
internal static class RawDoor
{
    public static async Task<StormResult> MeasureAsync(int perSecond, TimeSpan duration)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            await context.Response.WriteAsync("success");
        });
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        return await CallbackStorm.RunAsync(http, Guid.NewGuid(), perSecond, duration);
    }
}
