using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Steward.Testing;

namespace Steward.Channels.Tests.Telegram;

/// <summary>The real Telegram stand-in, as a program of its own on a free port, with one supergroup in which its bot is an administrator.</summary>
internal sealed partial class TelegramStandIn : IAsyncDisposable
{
    private readonly Process _process;

    private TelegramStandIn(Process process, Uri address)
    {
        _process = process;
        Http = new HttpClient { BaseAddress = address };
    }

    public HttpClient Http { get; }

    public long BotId { get; private set; }

    public string Token { get; private set; } = "";

    public string ChatId { get; private set; } = "";

    public string Owner { get; private set; } = "";

    public string Alice { get; private set; } = "";

    public string Bob { get; private set; } = "";

    public static async Task<TelegramStandIn> StartAsync(params string[] args)
    {
        var configuration = AppContext.BaseDirectory.Contains("release", StringComparison.OrdinalIgnoreCase) ? "release" : "debug";
        var program = Path.Combine(Checkout.Root, "artifacts", "bin", "Telegram.Simulator", configuration, "Steward.Telegram.Simulator.dll");
        string[] all = [program, "--urls=http://127.0.0.1:0", "--Simulator:WebhookRetry=00:00:00.020", "--Simulator:ChatPerSecond=0", .. args];
        var process = Process.Start(new ProcessStartInfo("dotnet", all) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(program) })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is not { Success: true } found) { continue; }

            // Somebody must go on reading, or the program stops at a full pipe.
            _ = process.StandardOutput.ReadToEndAsync();
            var standIn = new TelegramStandIn(process, new Uri(found.Groups[1].Value));
            await standIn.FurnishAsync();
            return standIn;
        }

        throw new InvalidOperationException($"The stand-in ended at once with code {process.ExitCode}.");
    }

    /// <summary>A chat of an owner and two members, with the bot as administrator.</summary>
    public async Task<(string Chat, string Owner, string Alice, string Bob)> ChatAsync(string type, string title = "粉丝群")
    {
        var chat = await ControlAsync(HttpMethod.Post, "/sim/v1/chats", new { title, type, members = new[] { "小红", "小明" } });
        var ids = chat.GetProperty("members").EnumerateArray().Select(member => member.GetProperty("id").GetRawText()).ToList();
        var id = chat.GetProperty("chatId").GetRawText();
        await BotAsync("administrator", id);
        return (id, ids[0], ids[1], ids[2]);
    }

    public Task BotAsync(string standing, string? chat = null) => ControlAsync(HttpMethod.Put, $"/sim/v1/chats/{chat ?? ChatId}/bot", new { bot = BotId, standing });

    public async Task<int> SayAsync(string from, string text, string? chat = null, int times = 1, string? kind = null, int? replyTo = null) =>
        (await ControlAsync(HttpMethod.Post, $"/sim/v1/chats/{chat ?? ChatId}/messages", new { from = long.Parse(from, System.Globalization.CultureInfo.InvariantCulture), text, times, kind, replyTo })).GetProperty("messageId").GetInt32();

    public Task FaultAsync(string method, string kind, int value = 0) => ControlAsync(HttpMethod.Put, "/sim/v1/faults", new { methods = new[] { new { method, kind, times = 1, value } } });

    /// <summary>The texts that are in a chat now.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync(string? chat = null) =>
        [.. (await ControlAsync(HttpMethod.Get, $"/sim/v1/chats/{chat ?? ChatId}")).GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("text").GetString()!)];

    public async Task<string> StandingAsync(string member, string? chat = null) =>
        (await ControlAsync(HttpMethod.Get, $"/sim/v1/chats/{chat ?? ChatId}")).GetProperty("members").EnumerateArray().Single(one => one.GetProperty("id").GetRawText() == member).GetProperty("standing").GetString()!;

    /// <summary>Calls the control surface; a refusal fails the test with its reason.</summary>
    public async Task<JsonElement> ControlAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode is HttpStatusCode.OK, $"{method} {path}: {(int)response.StatusCode} {text}");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task FurnishAsync()
    {
        var bot = (await ControlAsync(HttpMethod.Get, "/sim/v1/bots")).GetProperty("bots")[0];
        (BotId, Token) = (bot.GetProperty("id").GetInt64(), bot.GetProperty("token").GetString()!);
        (ChatId, Owner, Alice, Bob) = await ChatAsync("supergroup");
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}
