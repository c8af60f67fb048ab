using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Steward.Telegram.Simulator.Tests.Api;

public sealed class BotEndpointTests
{
    [Fact]
    public async Task A_bot_knows_itself()
    {
        await using var host = await TelegramHost.StartAsync();

        var me = await host.OkAsync("getMe");

        Assert.Equal((host.BotId, true, "steward_demo_bot", true), ((long)me["id"]!, (bool)me["is_bot"]!, (string)me["username"]!, (bool)me["can_read_all_group_messages"]!));
        Assert.StartsWith($"{host.BotId}:", host.Token);
    }

    [Fact]
    public async Task A_token_that_is_none_is_not_found_and_an_unknown_one_not_authorised()
    {
        await using var host = await TelegramHost.StartAsync();

        Assert.Equal(404, (await host.CallAsync("getMe", token: "nonsense")).Status);
        var (status, answer) = await host.CallAsync("getMe", token: $"7000000001:{new string('A', 35)}");
        Assert.Equal((401, """{"ok":false,"error_code":401,"description":"Unauthorized"}"""), (status, answer.ToJsonString()));
        Assert.Equal("Not Found: method not found", await host.RefusedAsync(404, "kickEverybody"));
    }

    [Fact]
    public async Task Parameters_come_in_the_query_a_form_or_JSON_and_methods_in_any_case()
    {
        await using var host = await TelegramHost.StartAsync("--Simulator:ChatPerSecond=0");

        using var query = await host.Http.GetAsync(new Uri($"/bot{host.Token}/sendmessage?chat_id={host.ChatId}&text=hello", UriKind.Relative));
        using var form = await host.Http.PostAsync(new Uri($"/bot{host.Token}/SENDMESSAGE", UriKind.Relative), new FormUrlEncodedContent([new("chat_id", $"{host.ChatId}"), new("text", "hello")]));
        var json = await host.OkAsync("sendMessage", new { chat_id = $"{host.ChatId}", text = "hello" });

        Assert.Equal((200, 200, "hello"), ((int)query.StatusCode, (int)form.StatusCode, (string)json["text"]!));
        using var broken = await host.Http.PostAsync(new Uri($"/bot{host.Token}/getMe", UriKind.Relative), new StringContent("{", null, "application/json"));
        Assert.Equal(400, (int)broken.StatusCode);
    }

    [Fact]
    public async Task Faults_happen_so_many_times()
    {
        await using var host = await TelegramHost.StartAsync("--Simulator:ChatPerSecond=0");
        await host.FaultAsync(new { methods = new object[] { new { method = "sendMessage", kind = "error", times = 1, value = 502 }, new { method = "sendMessage", kind = "throttle", times = 1, value = 7 }, new { method = "sendMessage", kind = "drop", times = 1 } } });
        var text = new { chat_id = host.ChatId, text = "hello" };

        using var broken = await host.Http.PostAsJsonAsync($"/bot{host.Token}/sendMessage", text);
        var (status, throttled) = await host.CallAsync("sendMessage", text);
        await Assert.ThrowsAsync<HttpRequestException>(() => host.CallAsync("sendMessage", text));

        Assert.Equal(502, (int)broken.StatusCode);
        Assert.Equal((429, 7), (status, (int)throttled["parameters"]!["retry_after"]!));
        // The one that was dropped has happened all the same.
        Assert.Single((await Show(host))["messages"]!.AsArray());
        await host.OkAsync("sendMessage", text);
        Assert.Equal(2, (await Show(host))["messages"]!.AsArray().Count);
    }

    private static Task<JsonObject> Show(TelegramHost host) => host.ControlAsync(HttpMethod.Get, $"/sim/v1/chats/{host.ChatId}");
}
