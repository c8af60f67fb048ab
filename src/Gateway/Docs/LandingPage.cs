using System.Net;
using System.Text;

namespace Steward.Gateway.Docs;

/// <summary>What a person sees at the gateway's root: where to go next.</summary>
internal static class LandingPage
{
    /// <summary>The page; the Console is linked when its address is known.</summary>
    public static IResult Show(IConfiguration configuration)
    {
        var console = configuration["Console:Url"] ?? configuration["services:console:http:0"];
        var link = console is { Length: > 0 } ? $"<li><a href=\"{WebUtility.HtmlEncode(console)}\">控制台 Console</a></li>" : string.Empty;
        return TypedResults.Content(
            $$"""
            <!doctype html>
            <html lang="zh-CN">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>社群管家 Steward</title>
            <style>body{font:16px/1.6 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem;color:#1d2733}a{color:#1f5fa8}h1{font-size:1.6rem}</style></head>
            <body><h1>社群管家 Steward</h1><p>品牌接口网关 · the gateway for brands</p>
            <ul><li><a href="/docs">接口文档 API documentation</a></li><li><a href="/openapi/v1.json">OpenAPI</a></li><li><a href="/health/ready">运行状态 Health</a></li>{{link}}</ul></body>
            </html>
            """,
            "text/html; charset=utf-8",
            Encoding.UTF8);
    }
}
