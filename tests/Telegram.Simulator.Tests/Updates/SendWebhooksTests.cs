using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Steward.Telegram.Simulator.Tests.Updates;

public sealed class SendWebhooksTests
{
    [Fact]
    public async Task Updates_are_pushed_with_the_secret_until_they_are_taken()
    {
        await using var host = await TelegramHost.StartAsync();
        await using var receiver = await Receiver.StartAsync(refusals: 2);
        await host.UpdatesAsync(-1);

        await host.OkAsync("setWebhook", new { url = receiver.Url, secret_token = "top_SECRET-1", allowed_updates = new[] { "message" }, drop_pending_updates = true });
        await host.SayAsync(host.Alice, "一");
        await host.SayAsync(host.Alice, "二");

        var pushed = new List<(string Secret, JsonNode Update)>();
        for (var n = 0; n < 4; n++) { pushed.Add(await receiver.NextAsync()); }

        Assert.Equal(["一", "一", "一", "二"], pushed.Select(push => (string)push.Update["message"]!["text"]!));
        Assert.All(pushed, push => Assert.Equal("top_SECRET-1", push.Secret));
        var info = await host.OkAsync("getWebhookInfo");
        Assert.Equal((receiver.Url, "Wrong response from the webhook: 500 Internal Server Error"), ((string)info["url"]!, (string)info["last_error_message"]!));
    }

    [Fact]
    public async Task With_a_webhook_nobody_polls_and_without_it_what_waits_can_be_polled()
    {
        await using var host = await TelegramHost.StartAsync();
        await using var receiver = await Receiver.StartAsync(refusals: int.MaxValue);
        await host.OkAsync("setWebhook", new { url = receiver.Url, drop_pending_updates = true });
        await host.SayAsync(host.Alice, "等着");

        Assert.StartsWith("Conflict: can't use getUpdates method while webhook is active", await host.RefusedAsync(409, "getUpdates"));
        Assert.Equal(1, (int)(await host.OkAsync("getWebhookInfo"))["pending_update_count"]!);
        var (_, deleted) = await host.CallAsync("deleteWebhook");
        Assert.Equal("Webhook was deleted", (string)deleted["description"]!);
        Assert.Equal("等着", (string)(await host.UpdatesAsync()).Single()["message"]!["text"]!);
    }

    [Theory]
    [InlineData("""{"url":"ftp://x"}""", "bad webhook: invalid webhook URL specified")]
    [InlineData("""{"url":"http://x.example"}""", "bad webhook: an HTTPS URL must be provided for webhook")]
    [InlineData("""{"url":"https://x.example:5001"}""", "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")]
    [InlineData("""{"url":"https://x.example","secret_token":"with space"}""", "secret token contains unallowed characters")]
    public async Task An_address_that_Telegram_would_not_take_is_refused(string body, string reason)
    {
        await using var host = await TelegramHost.StartAsync("--Simulator:StrictWebhookAddress=true");

        Assert.Equal($"Bad Request: {reason}", await host.RefusedAsync(400, "setWebhook", JsonNode.Parse(body)));
    }

    private sealed class Receiver(WebApplication app, Channel<(string, JsonNode)> pushed) : IAsyncDisposable
    {
        public string Url => $"{app.Urls.Single()}/hook";

        public static async Task<Receiver> StartAsync(int refusals)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            var app = builder.Build();
            var pushed = Channel.CreateUnbounded<(string, JsonNode)>();
            app.MapPost("/hook", async (HttpRequest request) =>
            {
                pushed.Writer.TryWrite((request.Headers["X-Telegram-Bot-Api-Secret-Token"].ToString(), (await JsonNode.ParseAsync(request.Body))!));
                return Microsoft.AspNetCore.Http.Results.StatusCode(Interlocked.Decrement(ref refusals) >= 0 ? 500 : 200);
            });
            await app.StartAsync();
            return new Receiver(app, pushed);
        }

        public async Task<(string Secret, JsonNode Update)> NextAsync()
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            return await pushed.Reader.ReadAsync(limit.Token);
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
