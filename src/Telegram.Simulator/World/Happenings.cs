using System.Text.Json.Nodes;

namespace Steward.Telegram.Simulator.World;

/// <summary>What happens in chats, whoever does it, and which bots hear of it. Called under <see cref="TelegramWorld.Gate"/>.</summary>
internal sealed class Happenings(TelegramWorld world, Faults faults, WorldClock clock)
{
    /// <summary>Somebody says something.</summary>
    public ChatMessage Say(Chat chat, Person from, string text, string? kind, ChatMessage? replyTo = null)
    {
        var message = chat.Add(from, clock.Seconds, text, kind, null, replyTo);
        foreach (var bot in Listeners(chat).Where(bot => Hears(bot, chat, from, text))) { Tell(bot, "message", message.ToJson(chat)); }

        return message;
    }

    /// <summary>Somebody changes what they said.</summary>
    public ChatMessage Edit(Chat chat, ChatMessage message, string text)
    {
        var edited = message with { Text = text, EditDate = clock.Seconds };
        chat.Messages[message.Id] = edited;
        foreach (var bot in Listeners(chat).Where(bot => Hears(bot, chat, message.From, text))) { Tell(bot, "edited_message", edited.ToJson(chat)); }

        return edited;
    }

    /// <summary>A notice of the service: reaches every bot in the chat.</summary>
    public ChatMessage Notice(Chat chat, Person from, JsonObject service)
    {
        var message = chat.Add(from, clock.Seconds, "", null, service);
        foreach (var bot in Listeners(chat)) { Tell(bot, "message", message.ToJson(chat)); }

        return message;
    }

    /// <summary>Somebody's standing changes: administrators among the bots are told, and the bot whose own it is.</summary>
    public void Change(Chat chat, Membership after, Person by, JsonObject? link = null)
    {
        var now = clock.Seconds;
        var before = chat.Find(after.User.Id, now) ?? new Membership(after.User, Standing.Left);
        var listeners = Listeners(chat).ToList();
        chat.Put(after);
        var change = new JsonObject { ["chat"] = chat.ToJson(), ["from"] = by.ToJson(), ["date"] = now, ["old_chat_member"] = before.ToJson(), ["new_chat_member"] = after.ToJson() };
        if (link is not null) { change["invite_link"] = link.DeepClone(); }

        foreach (var bot in listeners.Where(bot => bot.Self.Id != after.User.Id && chat.Find(bot.Self.Id, now) is { IsAdministrator: true })) { Tell(bot, "chat_member", change.DeepClone()); }

        if (world.BotOf(after.User.Id) is { } self) { Tell(self, "my_chat_member", change.DeepClone()); }

        Announce(chat, before, after, by);
    }

    /// <summary>Gives a bot an update of any kind, also of one that this world does not make by itself.</summary>
    public void Tell(Bot bot, string kind, JsonNode payload)
    {
        if (!bot.Updates.Wants(kind)) { return; }

        bot.Updates.Add(kind, payload, clock.GetUtcNow(), copies: faults.TakeDuplicate() ? 2 : 1);
    }

    private void Announce(Chat chat, Membership before, Membership after, Person by)
    {
        if (!before.IsInside && after.IsInside) { Notice(chat, by, new JsonObject { ["new_chat_members"] = new JsonArray(after.User.ToJson()) }); }
        else if (before.IsInside && !after.IsInside) { Notice(chat, by, new JsonObject { ["left_chat_member"] = after.User.ToJson() }); }
    }

    private IEnumerable<Bot> Listeners(Chat chat) => world.Bots.Where(bot => chat.Find(bot.Self.Id, clock.Seconds) is { IsInside: true });

    // Bots never see what bots write, nor their own words.
    private bool Hears(Bot bot, Chat chat, Person from, string text) =>
        !from.IsBot && (bot.ReadsAll || chat.IsPrivate || chat.Find(bot.Self.Id, clock.Seconds) is { IsAdministrator: true }
            || text.StartsWith('/') || text.Contains($"@{bot.Self.Username}", StringComparison.OrdinalIgnoreCase));
}
