using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using Steward.Conversions.Clicks;
using Steward.ServiceDefaults;

namespace Steward.Conversions.Links;

/// <summary><c>GET /s/{code}</c>: sends anyone on to the link's target with a visitor id, and notes the click. Works from memory alone.</summary>
internal sealed class Redirect(CodeTable codes, ClickChannel clicks, TimeProvider clock)
{
    private const string VisitorCookie = "stw_v";
    private const int CookieSeconds = 365 * 24 * 60 * 60;
    private static readonly Meter Meter = new("Steward.Conversions");
    private static readonly Counter<long> Unknown = Meter.CreateCounter<long>("steward.redirects.unknown", description: "Redirects asked for with a code that does not exist.");
    private static readonly Counter<long> Unanswered = Meter.CreateCounter<long>("steward.redirects.unanswered", description: "Unknown codes that could not be looked up.");

    public Task HandleAsync(HttpContext http, string code)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (codes.Find(code) is not { } target) { return LookUpAsync(http, code); }

        Send(http, code, target);
        return Task.CompletedTask;
    }

    private async Task LookUpAsync(HttpContext http, string code)
    {
        try
        {
            if (await codes.FindOrLoadAsync(code, http.RequestAborted) is { } target)
            {
                Send(http, code, target);
                return;
            }
        }
        catch (TimeoutException)
        {
            Unanswered.Add(1);
            http.Response.Headers.RetryAfter = "5";
            await WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "请稍后再试", "Please try again in a moment");
            return;
        }

        Unknown.Add(1);
        await WriteAsync(http, StatusCodes.Status404NotFound, "链接不存在或已失效", "This link does not exist");
    }

    private void Send(HttpContext http, string code, LinkTarget target)
    {
        var known = Guid.TryParseExact(http.Request.Cookies[VisitorCookie], "N", out var visitor) && visitor != Guid.Empty;
        if (!known) { visitor = NewVisitor(); }

        var spelled = visitor.ToString("N");
        if (!known)
        {
            http.Response.Headers.SetCookie = $"{VisitorCookie}={spelled}; max-age={CookieSeconds}; path=/s; {(http.Request.IsHttps ? "secure; " : string.Empty)}samesite=lax; httponly";
        }

        var now = clock.GetUtcNow();
        clicks.Record(new Click(target.Brand, code, visitor, Guid.CreateVersion7(now), Moments.ToMicroseconds(now)));
        http.Response.StatusCode = StatusCodes.Status302Found;
        http.Response.Headers.Location = target.LocationFor(spelled);
    }

    /// <summary>128 random bits: nobody guesses another visitor's id.</summary>
    private static Guid NewVisitor()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return new Guid(bytes);
    }

    private static Task WriteAsync(HttpContext http, int status, string chinese, string english)
    {
        http.Response.StatusCode = status;
        http.Response.Headers[HeaderNames.ContentType] = "text/html; charset=utf-8";
        return http.Response.WriteAsync(
            $"<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{chinese}</title><h1>{chinese}</h1><p lang=\"en\">{english}.</p></html>",
            http.RequestAborted);
    }
}

internal static class RedirectRoute
{
    public static void MapRedirect(this WebApplication app)
    {
        var redirect = app.Services.GetRequiredService<Redirect>();
        app.MapGet("/s/{code}", (HttpContext http, string code) => redirect.HandleAsync(http, code)).ForAnyone();
    }
}
