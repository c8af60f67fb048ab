using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Steward.Channels.Tests;

/// <summary>
/// A WeCom that does exactly what the test says, for what the stand-in does not do: broken connections, malformed items, tokens that end. It is
/// strict: a call that the test did not script is remembered and fails.
/// </summary>
internal sealed class ScriptedWeCom : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Func<HttpContext, JsonElement, Task<string>>> _answers = new();
    private readonly ConcurrentQueue<string> _calls = new();
    private readonly List<(long Seq, string Json)> _archive = [];
    private int _tokens;

    private ScriptedWeCom(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>The api part of every call, in order; <c>gettoken</c> too.</summary>
    public IReadOnlyList<string> Calls => [.. _calls];

    /// <summary>The token that is accepted now.</summary>
    public string Token => $"token-{_tokens}";

    /// <summary>What a refused secret answers; 0: all are accepted.</summary>
    public int TokenError { get; set; }

    public static async Task<ScriptedWeCom> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var wecom = new ScriptedWeCom(app);
        app.MapGet("/cgi-bin/gettoken", wecom.GiveToken);
        app.MapPost("/cgi-bin/{**api}", wecom.AnswerAsync);
        app.MapPost("/sim/v1/archive/{corp}/getchatdata", (Delegate)wecom.PullAsync);
        app.MapPost("/sim/v1/archive/{corp}/getmediadata", (Delegate)wecom.GiveFileAsync);
        await app.StartAsync();
        return wecom;
    }

    public void On(string api, Func<JsonElement, string> answer) => _answers[api] = (_, body) => Task.FromResult(answer(body));

    public void On(string api, Func<HttpContext, JsonElement, Task<string>> answer) => _answers[api] = answer;

    /// <summary>What the archive says to who asks for a file from a place: the JSON answer, or nothing for a broken connection. Every question is among the calls, as <c>file id from place</c>.</summary>
    public Func<string, string, Task<string?>> OnFile { get; set; } = (_, _) => Task.FromResult<string?>("""{"errcode":10005,"errmsg":"not scripted"}""");

    /// <summary>The token that is out ends; the next gettoken gives another one.</summary>
    public void EndToken() => Interlocked.Increment(ref _tokens);

    /// <summary>Adds an item to the archive: one JSON value, right or wrong; an object gets its position.</summary>
    public void Archive(long seq, string json)
    {
        var item = json.StartsWith('{') ? string.Create(CultureInfo.InvariantCulture, $"{{\"seq\":{seq},{json.AsSpan(1)}") : json;
        lock (_archive) { _archive.Add((seq, item)); }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult GiveToken()
    {
        _calls.Enqueue("gettoken");
        return TokenError == 0
            ? Results.Json(new { errcode = 0, errmsg = "ok", access_token = Token, expires_in = 7200 })
            : Results.Json(new { errcode = TokenError, errmsg = "refused" });
    }

    private async Task AnswerAsync(HttpContext http, string api)
    {
        _calls.Enqueue(api);
        // An upload is a form: of its file a test says nothing.
        using var body = http.Request.HasFormContentType ? JsonDocument.Parse("{}") : await JsonDocument.ParseAsync(http.Request.Body);
        var answer = http.Request.Query["access_token"] != Token ? """{"errcode":42001,"errmsg":"access_token expired"}"""
            : _answers.TryGetValue(api, out var scripted) ? await scripted(http, body.RootElement.Clone())
            : """{"errcode":40058,"errmsg":"not scripted"}""";
        http.Response.ContentType = "application/json; charset=UTF-8";
        await http.Response.WriteAsync(answer);
    }

    private async Task GiveFileAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        var (file, index) = (body.RootElement.GetProperty("sdkfileid").GetString()!, body.RootElement.GetProperty("indexbuf").GetString()!);
        _calls.Enqueue($"file {file} from {index}");
        if (await OnFile(file, index) is { } answer) { await http.Response.WriteAsync(answer); }
        else { http.Abort(); }
    }

    private async Task<IResult> PullAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        var (seq, limit) = (body.RootElement.GetProperty("seq").GetInt64(), body.RootElement.GetProperty("limit").GetInt32());
        lock (_archive)
        {
            var page = _archive.Where(item => item.Seq > seq).Take(limit).Select(item => item.Json);
            return Results.Text($$"""{"errcode":0,"errmsg":"ok","chatdata":[{{string.Join(',', page)}}]}""", "application/json");
        }
    }
}
