namespace Steward.Telegram.Simulator.Tests.Api;

public sealed class MembersTests
{
    private static readonly object Mute = new { can_send_messages = false };

    [Fact]
    public async Task A_restricted_member_cannot_speak_until_the_restriction_ends()
    {
        await using var host = await TelegramHost.StartAsync();
        var until = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds();

        await host.OkAsync("restrictChatMember", new { chat_id = host.ChatId, user_id = host.Alice, permissions = Mute, until_date = until });

        var member = await host.OkAsync("getChatMember", new { chat_id = host.ChatId, user_id = host.Alice });
        Assert.Equal(("restricted", until, false, true), ((string)member["status"]!, (long)member["until_date"]!, (bool)member["can_send_messages"]!, (bool)member["is_member"]!));
        Assert.Equal(409, (await host.TryControlAsync(HttpMethod.Post, $"/sim/v1/chats/{host.ChatId}/messages", new { from = host.Alice, text = "x" })).Status);
        await host.AdvanceAsync(TimeSpan.FromHours(2));
        await host.SayAsync(host.Alice, "x");
        Assert.Equal("member", (string)(await host.OkAsync("getChatMember", new { chat_id = host.ChatId, user_id = host.Alice }))["status"]!);
    }

    [Fact]
    public async Task A_restriction_of_less_than_half_a_minute_is_for_good()
    {
        await using var host = await TelegramHost.StartAsync();

        await host.OkAsync("restrictChatMember", new { chat_id = host.ChatId, user_id = host.Alice, permissions = Mute, until_date = DateTimeOffset.UtcNow.AddSeconds(10).ToUnixTimeSeconds() });

        Assert.Equal(0, (long)(await host.OkAsync("getChatMember", new { chat_id = host.ChatId, user_id = host.Alice }))["until_date"]!);
    }

    [Fact]
    public async Task A_banned_person_is_out_loses_their_words_and_cannot_come_back_until_unbanned()
    {
        await using var host = await TelegramHost.StartAsync();
        await host.SayAsync(host.Alice, "广告");

        await host.OkAsync("banChatMember", new { chat_id = host.ChatId, user_id = host.Alice });

        var join = new { id = host.Alice };
        Assert.Equal("kicked", (string)(await host.OkAsync("getChatMember", new { chat_id = host.ChatId, user_id = host.Alice }))["status"]!);
        Assert.Empty((await host.ControlAsync(HttpMethod.Get, $"/sim/v1/chats/{host.ChatId}"))["messages"]!.AsArray());
        Assert.Equal(3, (int)await host.OkAsync("getChatMemberCount", new { chat_id = host.ChatId }));
        Assert.Equal(409, (await host.TryControlAsync(HttpMethod.Post, $"/sim/v1/chats/{host.ChatId}/members", join)).Status);
        await host.OkAsync("unbanChatMember", new { chat_id = host.ChatId, user_id = host.Alice, only_if_banned = true });
        Assert.Equal("left", (string)(await host.OkAsync("getChatMember", new { chat_id = host.ChatId, user_id = host.Alice }))["status"]!);
        await host.ControlAsync(HttpMethod.Post, $"/sim/v1/chats/{host.ChatId}/members", join);
    }

    [Fact]
    public async Task Unbanning_only_if_banned_leaves_a_member_where_they_are_and_otherwise_puts_them_out()
    {
        await using var host = await TelegramHost.StartAsync();

        await host.OkAsync("unbanChatMember", new { chat_id = host.ChatId, user_id = host.Alice, only_if_banned = true });
        Assert.Equal("member", (string)(await host.OkAsync("getChatMember", new { chat_id = host.ChatId, user_id = host.Alice }))["status"]!);
        await host.OkAsync("unbanChatMember", new { chat_id = host.ChatId, user_id = host.Alice });
        Assert.Equal("left", (string)(await host.OkAsync("getChatMember", new { chat_id = host.ChatId, user_id = host.Alice }))["status"]!);
    }

    [Fact]
    public async Task Acts_on_members_need_the_right_a_supergroup_and_somebody_who_is_no_administrator()
    {
        await using var host = await TelegramHost.StartAsync();
        var (group, _, member, _) = await host.ChatAsync("group");
        await host.BotAsync("administrator", chat: group);

        Assert.Equal("Bad Request: method is available only for supergroups", await host.RefusedAsync(400, "restrictChatMember", new { chat_id = group, user_id = member, permissions = Mute }));
        Assert.Equal("Bad Request: method is available for supergroup and channel chats only", await host.RefusedAsync(400, "unbanChatMember", new { chat_id = group, user_id = member }));
        Assert.Equal("Bad Request: can't remove chat owner", await host.RefusedAsync(400, "banChatMember", new { chat_id = host.ChatId, user_id = host.Owner }));
        Assert.Equal("Bad Request: user not found", await host.RefusedAsync(400, "banChatMember", new { chat_id = host.ChatId, user_id = 1 }));
        Assert.Equal("Bad Request: permissions must be non-empty", await host.RefusedAsync(400, "restrictChatMember", new { chat_id = host.ChatId, user_id = host.Alice }));
        await host.BotAsync("member");
        Assert.Equal("Bad Request: not enough rights to restrict/unrestrict chat member", await host.RefusedAsync(400, "banChatMember", new { chat_id = host.ChatId, user_id = host.Alice }));
    }

    [Fact]
    public async Task A_chat_shows_its_title_and_administrators_and_nobody_else()
    {
        await using var host = await TelegramHost.StartAsync();

        var administrators = (await host.OkAsync("getChatAdministrators", new { chat_id = host.ChatId })).AsArray();

        Assert.Equal("粉丝群", (string)(await host.OkAsync("getChat", new { chat_id = host.ChatId }))["title"]!);
        Assert.Equal([host.Owner, host.BotId], administrators.Select(member => (long)member!["user"]!["id"]!));
        Assert.Equal(["creator", "administrator"], administrators.Select(member => (string)member!["status"]!));
        Assert.Equal("Not Found: method not found", await host.RefusedAsync(404, "getChatMembers", new { chat_id = host.ChatId }));
    }
}
