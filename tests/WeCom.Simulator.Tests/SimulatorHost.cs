using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Steward.WeCom.Simulator.Tests;

/// <summary>The real application on a free port of this machine, and a caller that speaks its two languages.</summary>
internal sealed class SimulatorHost : IAsyncDisposable
{
    public const string Fast = "ww5b0a1e5e00000001";
    public const string Beauty = "ww4b0a1e5e00000002";

    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private SimulatorHost(WebApplication app)
    {
        _app = app;
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public static async Task<SimulatorHost> Start(params string[] settings)
    {
        var app = SimulatorApp.Build([
            "--urls", "http://127.0.0.1:0", "--Simulator:Epoch=1790000000", "--Simulator:NotifyInterval=00:00:00.05",
            "--Simulator:VerifyTimeout=00:00:10", "--Logging:LogLevel:Default=Warning", .. settings]);
        await app.StartAsync();
        return new SimulatorHost(app);
    }

    /// <summary>The pattern of every route.</summary>
    public IEnumerable<string> Routes() => ((IEndpointRouteBuilder)_app).DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>().Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'));

    public Uri Address => _http.BaseAddress!;

    /// <summary>The code of a plain call.</summary>
    public async Task<int> Code(string token) => (int)(await Api(token, "groupchat/list", """{"limit":1}"""))["errcode"]!;

    /// <summary>Moves the clock.</summary>
    public Task Advance(double seconds) => Do(HttpMethod.Put, "/sim/v1/clock", JsonSerializer.Serialize(new { advanceSeconds = seconds }));

    public async Task<JsonObject> Get(string path) => (await _http.GetFromJsonAsync<JsonObject>(path))!;

    public Task<HttpResponseMessage> Raw(HttpMethod method, string path, string? body) =>
        _http.SendAsync(new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8) });

    /// <summary>A control call that must succeed.</summary>
    public async Task<JsonObject> Do(HttpMethod method, string path, string? body = null)
    {
        using var response = await Raw(method, path, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {text}");
        return (JsonObject)JsonNode.Parse(text)!;
    }

    /// <summary>A control call that must fail.</summary>
    /// <returns>The reason in the answer.</returns>
    public async Task<string> Refused(int status, HttpMethod method, string path, string? body = null)
    {
        using var response = await Raw(method, path, body);
        Assert.Equal(status, (int)response.StatusCode);
        return (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!;
    }

    public async Task<JsonObject> Corp(string corpId) =>
        (JsonObject)(await Get("/sim/v1/corps"))["corps"]!.AsArray().Single(c => (string)c!["corpId"]! == corpId)!;

    public async Task<string> Token(string corpId) =>
        (string)(await Get($"/cgi-bin/gettoken?corpid={corpId}&corpsecret={(await Corp(corpId))["secret"]}"))["access_token"]!;

    /// <summary>A WeCom API call, which always answers HTTP 200.</summary>
    public async Task<JsonObject> Api(string token, string api, string body)
    {
        using var response = await Raw(HttpMethod.Post, $"/cgi-bin/externalcontact/{api}?access_token={token}", body);
        Assert.Equal(200, (int)response.StatusCode);
        return (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    public async Task<JsonObject> Archive(string corpId, long seq, int limit, string? secret = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/sim/v1/archive/{corpId}/getchatdata");
        request.Content = new StringContent($$"""{"seq":{{seq}},"limit":{{limit}}}""");
        request.Headers.Add("X-Archive-Secret", secret ?? (string)(await Corp(corpId))["archiveSecret"]!);
        using var response = await _http.SendAsync(request);
        Assert.Equal(200, (int)response.StatusCode);
        return (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    /// <summary>Everything in a corp's archive, page by page.</summary>
    public async Task<IReadOnlyList<JsonObject>> ReadArchive(string corpId, int limit = 1000)
    {
        var all = new List<JsonObject>();
        var secret = (string)(await Corp(corpId))["archiveSecret"]!;
        while (true)
        {
            var page = (await Archive(corpId, all.Count == 0 ? 0 : (long)all[^1]["seq"]!, limit, secret))["chatdata"]!.AsArray();
            if (page.Count == 0)
            {
                return all;
            }

            all.AddRange(page.Select(m => (JsonObject)m!));
        }
    }

    /// <summary>Plays the whole demo day at once.</summary>
    public async Task<JsonObject> PlayDay()
    {
        await Do(HttpMethod.Post, "/sim/v1/day/start", """{"speed":0}""");
        return await Until("/sim/v1/day", day => (string)day["state"]! == "done");
    }

    /// <summary>Asks again until the answer fits; fails the test after a generous while.</summary>
    public async Task<JsonObject> Until(string path, Func<JsonObject, bool> fits)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var answer = await Get(path);
        while (!fits(answer) && await pace.WaitForNextTickAsync(limit.Token))
        {
            answer = await Get(path);
        }

        return answer;
    }

    /// <summary>Asks again until it is so; fails the test after a generous while.</summary>
    public static async Task Until(Func<Task<bool>> so)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await so())
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }
}
