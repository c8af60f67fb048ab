namespace Steward.Telegram.Simulator.Tests.Api;

public sealed class MessagesTests
{
    [Fact]
    public async Task A_text_into_a_chat_comes_back_as_a_message()
    {
        await using var host = await TelegramHost.StartAsync();

        var sent = await host.OkAsync("sendMessage", new { chat_id = host.ChatId, text = " 大家好 " });

        Assert.Equal(("大家好", host.BotId, host.ChatId, "supergroup"), ((string)sent["text"]!, (long)sent["from"]!["id"]!, (long)sent["chat"]!["id"]!, (string)sent["chat"]!["type"]!));
        Assert.True((int)sent["message_id"]! > 0);
    }

    [Fact]
    public async Task A_text_that_cannot_be_sent_is_refused_in_Telegrams_words()
    {
        await using var host = await TelegramHost.StartAsync();

        Assert.Equal("Bad Request: message text is empty", await host.RefusedAsync(400, "sendMessage", new { chat_id = host.ChatId, text = " " }));
        Assert.Equal("Bad Request: message is too long", await host.RefusedAsync(400, "sendMessage", new { chat_id = host.ChatId, text = new string('长', 4097) }));
        Assert.Equal("Bad Request: chat not found", await host.RefusedAsync(400, "sendMessage", new { chat_id = -1, text = "x" }));
        Assert.Equal("Bad Request: chat_id is empty", await host.RefusedAsync(400, "sendMessage", new { text = "x" }));
        Assert.Equal("Forbidden: bot can't initiate conversation with a user", await host.RefusedAsync(403, "sendMessage", new { chat_id = host.Alice, text = "x" }));
        await host.BotAsync("kicked");
        Assert.Equal("Forbidden: bot was kicked from the supergroup chat", await host.RefusedAsync(403, "sendMessage", new { chat_id = host.ChatId, text = "x" }));
    }

    [Fact]
    public async Task A_person_who_started_the_bot_can_be_written_to()
    {
        await using var host = await TelegramHost.StartAsync();
        await host.ControlAsync(HttpMethod.Post, $"/sim/v1/users/{host.Alice}/start", new { bot = host.BotId });

        var sent = await host.OkAsync("sendMessage", new { chat_id = host.Alice, text = "你好" });

        Assert.Equal("private", (string)sent["chat"]!["type"]!);
    }

    [Fact]
    public async Task A_group_that_was_upgraded_says_where_it_is_now()
    {
        await using var host = await TelegramHost.StartAsync();
        var (group, _, _, _) = await host.ChatAsync("group");
        await host.BotAsync("member", chat: group);
        var next = (long)(await host.ControlAsync(HttpMethod.Post, $"/sim/v1/chats/{group}/upgrade"))["chatId"]!;

        var (status, answer) = await host.CallAsync("sendMessage", new { chat_id = group, text = "x" });

        Assert.Equal((400, next), (status, (long)answer["parameters"]!["migrate_to_chat_id"]!));
        await host.OkAsync("sendMessage", new { chat_id = next, text = "x" });
    }

    [Fact]
    public async Task Deleting_needs_the_right_and_48_hours_and_happens_once()
    {
        await using var host = await TelegramHost.StartAsync();
        var said = await host.SayAsync(host.Alice, "加微信");
        var old = await host.SayAsync(host.Alice, "旧的");

        await host.BotAsync("administrator", ["can_restrict_members"]);
        Assert.Equal("Bad Request: message can't be deleted", await host.RefusedAsync(400, "deleteMessage", new { chat_id = host.ChatId, message_id = said }));
        await host.BotAsync("administrator", ["can_delete_messages"]);
        Assert.True((bool)await host.OkAsync("deleteMessage", new { chat_id = host.ChatId, message_id = said }));
        Assert.Equal("Bad Request: message to delete not found", await host.RefusedAsync(400, "deleteMessage", new { chat_id = host.ChatId, message_id = said }));
        await host.AdvanceAsync(TimeSpan.FromHours(48));
        Assert.Equal("Bad Request: message can't be deleted", await host.RefusedAsync(400, "deleteMessage", new { chat_id = host.ChatId, message_id = old }));
    }

    [Fact]
    public async Task One_chat_takes_one_text_a_second_and_a_group_twenty_a_minute()
    {
        await using var host = await TelegramHost.StartAsync("--Simulator:BotPerSecond=0");
        var text = new { chat_id = host.ChatId, text = "x" };
        for (var sent = 0; sent < 20; sent++)
        {
            await host.OkAsync("sendMessage", text);
            await host.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        var (status, answer) = await host.CallAsync("sendMessage", text);
        Assert.Equal(429, status);
        Assert.InRange((int)answer["parameters"]!["retry_after"]!, 38, 40);
        await host.AdvanceAsync(TimeSpan.FromSeconds(40));
        await host.OkAsync("sendMessage", text);
        Assert.Equal("Too Many Requests: retry after 1", await host.RefusedAsync(429, "sendMessage", text));
    }

    [Fact]
    public async Task A_bot_acts_thirty_times_a_second()
    {
        await using var host = await TelegramHost.StartAsync("--Simulator:BotPerSecond=3", "--Simulator:ChatPerSecond=0", "--Simulator:GroupPerMinute=0");
        for (var sent = 0; sent < 3; sent++) { await host.OkAsync("sendMessage", new { chat_id = host.ChatId, text = "x" }); }

        await host.RefusedAsync(429, "banChatMember", new { chat_id = host.ChatId, user_id = host.Alice });
        await host.AdvanceAsync(TimeSpan.FromSeconds(1));
        await host.OkAsync("banChatMember", new { chat_id = host.ChatId, user_id = host.Alice });
    }
}
