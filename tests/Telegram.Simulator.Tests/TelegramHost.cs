using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;

namespace Steward.Telegram.Simulator.Tests;

/// <summary>The stand-in on a free port, with one supergroup in which the bot is an administrator.</summary>
internal sealed class TelegramHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TelegramHost(WebApplication app) => (_app, Http) = (app, new HttpClient { BaseAddress = new Uri(app.Urls.Single()) });

    public HttpClient Http { get; }

    public long BotId { get; private set; }

    public string Token { get; private set; } = "";

    public long ChatId { get; private set; }

    public long Owner { get; private set; }

    public long Alice { get; private set; }

    public long Bob { get; private set; }

    public static async Task<TelegramHost> StartAsync(params string[] settings)
    {
        var app = TelegramApp.Build(["--urls", "http://127.0.0.1:0", "--Simulator:Epoch=1790000000", "--Simulator:WebhookRetry=00:00:00.010", "--Logging:LogLevel:Default=Error", .. settings]);
        await app.StartAsync();
        var host = new TelegramHost(app);
        var bot = (await host.Http.GetFromJsonAsync<JsonObject>("/sim/v1/bots"))!["bots"]![0]!;
        (host.BotId, host.Token) = ((long)bot["id"]!, (string)bot["token"]!);
        (host.ChatId, host.Owner, host.Alice, host.Bob) = await host.ChatAsync("supergroup");
        await host.BotAsync("administrator");
        return host;
    }

    /// <summary>A chat of an owner and two members.</summary>
    public async Task<(long Chat, long Owner, long Alice, long Bob)> ChatAsync(string type)
    {
        var chat = await ControlAsync(HttpMethod.Post, "/sim/v1/chats", new { title = "粉丝群", type, members = new[] { "小红", "小明" } });
        var ids = chat["members"]!.AsArray().Select(member => (long)member!["id"]!).ToList();
        return ((long)chat["chatId"]!, ids[0], ids[1], ids[2]);
    }

    public Task<JsonObject> BotAsync(string standing, string[]? rights = null, long? chat = null) =>
        ControlAsync(HttpMethod.Put, $"/sim/v1/chats/{chat ?? ChatId}/bot", new { bot = BotId, standing, rights });

    public async Task<int> SayAsync(long from, string text, long? chat = null, int times = 1) =>
        (int)(await ControlAsync(HttpMethod.Post, $"/sim/v1/chats/{chat ?? ChatId}/messages", new { from, text, times }))["messageId"]!;

    public Task FaultAsync(object setting) => ControlAsync(HttpMethod.Put, "/sim/v1/faults", setting);

    public Task AdvanceAsync(TimeSpan by) => ControlAsync(HttpMethod.Put, "/sim/v1/clock", new { seconds = (long)by.TotalSeconds });

    /// <summary>A method call.</summary>
    public async Task<(int Status, JsonObject Answer)> CallAsync(string method, object? body = null, string? token = null)
    {
        using var response = await Http.PostAsJsonAsync($"/bot{token ?? Token}/{method}", body ?? new { });
        return ((int)response.StatusCode, (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    /// <summary>A method call that must work.</summary>
    public async Task<JsonNode> OkAsync(string method, object? body = null)
    {
        var (status, answer) = await CallAsync(method, body);
        Assert.True(status == 200 && (bool)answer["ok"]!, answer.ToJsonString());
        return answer["result"]!;
    }

    /// <summary>A method call that must be refused; the HTTP status is the error code.</summary>
    public async Task<string> RefusedAsync(int code, string method, object? body = null)
    {
        var (status, answer) = await CallAsync(method, body);
        Assert.Equal((code, code, false), (status, (int?)answer["error_code"] ?? 0, (bool)answer["ok"]!));
        return (string)answer["description"]!;
    }

    public async Task<IReadOnlyList<JsonObject>> UpdatesAsync(long offset = 0, int timeout = 0, string[]? allowed = null) =>
        [.. (await OkAsync("getUpdates", allowed is null ? new { offset, timeout } : (object)new { offset, timeout, allowed_updates = allowed })).AsArray().Select(update => (JsonObject)update!)];

    public async Task<JsonObject> ControlAsync(HttpMethod method, string path, object? body = null)
    {
        var (status, answer) = await TryControlAsync(method, path, body);
        Assert.True(status == 200, string.Create(CultureInfo.InvariantCulture, $"{method} {path}: {status} {answer}"));
        return answer;
    }

    public async Task<(int Status, JsonObject Answer)> TryControlAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : body is string raw ? new StringContent(raw, Encoding.UTF8) : JsonContent.Create(body) };
        using var response = await Http.SendAsync(request);
        return ((int)response.StatusCode, (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
