using System.Text.Json.Nodes;
using Steward.Telegram.Simulator.World;

namespace Steward.Telegram.Simulator.Api;

/// <summary><c>getChat</c>, <c>getChatMember</c>, <c>getChatMemberCount</c>, <c>getChatAdministrators</c>. There is no call that lists members: Telegram has none.</summary>
internal static class Chats
{
    public static BotReply Get(Scene scene)
    {
        if (scene.Enter(out var chat) is { } refused) { return refused; }

        var info = chat.ToJson();
        info["accent_color_id"] = 1;
        info["max_reaction_count"] = 11;
        if (!chat.IsPrivate)
        {
            info["permissions"] = new JsonObject(Membership.AllPermissions.Select(name => KeyValuePair.Create<string, JsonNode?>(name, JsonValue.Create(name.StartsWith("can_send", StringComparison.Ordinal)))));
        }

        return BotReply.Ok(info);
    }

    public static BotReply Member(Scene scene)
    {
        if (scene.Enter(out var chat) is { } refused) { return refused; }

        return scene.Meet(out var person) is { } unknown ? unknown : BotReply.Ok(scene.StandingOf(chat, person).ToJson());
    }

    public static BotReply MemberCount(Scene scene) =>
        scene.Enter(out var chat) is { } refused ? refused : BotReply.Ok(JsonValue.Create(chat.Everybody(scene.Now).Count(member => member.IsInside)));

    public static BotReply Administrators(Scene scene)
    {
        if (scene.Enter(out var chat) is { } refused) { return refused; }

        if (chat.IsPrivate) { return BotReply.Bad("there are no administrators in the private chat"); }

        // The bot that asks is among them, other bots are not.
        var administrators = chat.Everybody(scene.Now).Where(member => member.IsAdministrator && (!member.User.IsBot || member.User.Id == scene.Bot.Self.Id));
        return BotReply.Ok(new JsonArray([.. administrators.Select(member => member.ToJson())]));
    }
}
