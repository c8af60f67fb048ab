using Steward.ServiceDefaults;

namespace Steward.Console.Layout;

/// <summary>Blazor's browser half. With a full feed it is a static asset like any other; with a partial one it is embedded (build/BlazorScript.targets) and served here.</summary>
internal static class BlazorScript
{
    public const string Address = "_framework/blazor.web.js";
    private const string Resource = "blazor.web.js";

    public static void MapBlazorScript(this WebApplication app)
    {
        using var resource = typeof(BlazorScript).Assembly.GetManifestResourceStream(Resource);
        if (resource is null) { return; }

        var script = new byte[resource.Length];
        resource.ReadExactly(script);
        var tag = new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(script))}\"");
        app.MapGet("/" + Address, (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-cache";
            return Results.Bytes(script, "text/javascript; charset=utf-8", entityTag: tag);
        }).ForAnyone();
    }
}
