using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Steward.Telegram.Simulator.Tests.Updates;

public sealed class GetUpdatesTests
{
    [Fact]
    public async Task Updates_come_in_order_until_an_offset_confirms_them()
    {
        await using var host = await TelegramHost.StartAsync();
        await Drain(host);
        for (var said = 0; said < 3; said++) { await host.SayAsync(host.Alice, $"第{said}条"); }

        var first = await host.UpdatesAsync();
        var again = await host.UpdatesAsync();
        var rest = await host.UpdatesAsync((long)first[0]["update_id"]! + 1);

        Assert.Equal(["第0条", "第1条", "第2条"], first.Select(update => (string)update["message"]!["text"]!));
        Assert.Equal(first.Select(update => (long)update["update_id"]!), again.Select(update => (long)update["update_id"]!));
        Assert.Equal(["第1条", "第2条"], rest.Select(update => (string)update["message"]!["text"]!));
        Assert.Equal("第2条", (string)(await host.UpdatesAsync(-1)).Single()["message"]!["text"]!);
        Assert.Single(await host.UpdatesAsync());
    }

    [Fact]
    public async Task A_long_poll_answers_as_soon_as_something_happens()
    {
        await using var host = await TelegramHost.StartAsync();
        var offset = await Drain(host);
        var started = Stopwatch.GetTimestamp();

        var polling = host.UpdatesAsync(offset, timeout: 50);
        await host.SayAsync(host.Alice, "在吗");

        Assert.Equal("在吗", (string)(await polling).Single()["message"]!["text"]!);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(20));
        Assert.Empty(await host.UpdatesAsync(offset + 1, timeout: 1));
    }

    [Fact]
    public async Task A_second_poll_ends_the_first()
    {
        await using var host = await TelegramHost.StartAsync();
        var offset = await Drain(host);

        var first = host.CallAsync("getUpdates", new { offset, timeout = 50 });
        while (!first.IsCompleted) { await host.UpdatesAsync(offset); }

        var (status, answer) = await first;
        Assert.Equal((409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"), (status, (string)answer["description"]!));
    }

    [Fact]
    public async Task Changes_of_members_must_be_asked_for_and_reach_administrators_only()
    {
        await using var host = await TelegramHost.StartAsync();
        var offset = await Drain(host);
        await Join(host, "甲");
        Assert.Equal(["message"], await KindsAsync(host, offset));

        offset = await Drain(host, ["message", "chat_member"]);
        await Join(host, "乙");
        Assert.Equal(["chat_member", "message"], await KindsAsync(host, offset));

        await host.BotAsync("member");
        offset = await Drain(host);
        await Join(host, "丙");
        Assert.Equal(["message"], await KindsAsync(host, offset));
    }

    [Fact]
    public async Task A_removal_tells_who_was_removed_by_whom()
    {
        await using var host = await TelegramHost.StartAsync();
        var offset = await Drain(host, ["chat_member"]);

        await host.ControlAsync(HttpMethod.Delete, $"/sim/v1/chats/{host.ChatId}/members/{host.Alice}?by={host.Owner}");
        await host.ControlAsync(HttpMethod.Delete, $"/sim/v1/chats/{host.ChatId}/members/{host.Bob}");

        var changes = (await host.UpdatesAsync(offset)).Select(update => update["chat_member"]!).ToList();
        Assert.Equal([("kicked", host.Alice, host.Owner), ("left", host.Bob, host.Bob)], changes.Select(change => ((string)change["new_chat_member"]!["status"]!, (long)change["new_chat_member"]!["user"]!["id"]!, (long)change["from"]!["id"]!)));
    }

    [Fact]
    public async Task In_privacy_mode_only_commands_and_mentions_reach_a_bot_that_is_no_administrator()
    {
        await using var host = await TelegramHost.StartAsync();
        var shy = await host.ControlAsync(HttpMethod.Post, "/sim/v1/bots", new { name = "害羞", username = "shy_test_bot", readsAll = false });
        await host.ControlAsync(HttpMethod.Put, $"/sim/v1/chats/{host.ChatId}/bot", new { bot = (long)shy["id"]!, standing = "member" });
        await host.SayAsync(host.Alice, "随便说说");
        await host.SayAsync(host.Alice, "/help");
        await host.SayAsync(host.Alice, "@shy_test_bot 在吗");

        var (_, answer) = await host.CallAsync("getUpdates", token: (string)shy["token"]!);

        Assert.Equal(["/help", "@shy_test_bot 在吗"], answer["result"]!.AsArray().Select(update => (string?)update!["message"]?["text"]).Where(text => text is not null));
    }

    [Fact]
    public async Task An_edit_is_told_and_a_doubled_update_has_one_id()
    {
        await using var host = await TelegramHost.StartAsync();
        var offset = await Drain(host);
        await host.FaultAsync(new { duplicateUpdates = 1 });
        var said = await host.SayAsync(host.Alice, "你好");
        await host.ControlAsync(HttpMethod.Put, $"/sim/v1/chats/{host.ChatId}/messages/{said}", new { text = "加我微信" });

        var updates = await host.UpdatesAsync(offset);

        Assert.Equal(3, updates.Count);
        Assert.Equal((long)updates[0]["update_id"]!, (long)updates[1]["update_id"]!);
        Assert.Equal("加我微信", (string)updates[2]["edited_message"]!["text"]!);
    }

    [Fact]
    public async Task What_a_bot_says_is_no_update()
    {
        await using var host = await TelegramHost.StartAsync();
        var offset = await Drain(host);

        await host.OkAsync("sendMessage", new { chat_id = host.ChatId, text = "我" });

        Assert.Empty(await host.UpdatesAsync(offset));
    }

    private static async Task<IEnumerable<string>> KindsAsync(TelegramHost host, long offset) =>
        (await host.UpdatesAsync(offset)).Select(update => update.First(pair => pair.Key != "update_id").Key);

    private static Task<JsonObject> Join(TelegramHost host, string name) => host.ControlAsync(HttpMethod.Post, $"/sim/v1/chats/{host.ChatId}/members", new { name });

    /// <returns>The offset after everything that waits now.</returns>
    private static async Task<long> Drain(TelegramHost host, string[]? allowed = null)
    {
        var offset = await host.UpdatesAsync(0, allowed: allowed) is [.., var last] ? (long)last["update_id"]! + 1 : 0;
        await host.UpdatesAsync(offset);
        return offset;
    }
}
