using Steward.Telegram.Simulator.World;

namespace Steward.Telegram.Simulator.Api;

/// <summary><c>sendMessage</c>, <c>deleteMessage</c>.</summary>
internal sealed class Messages(Happenings happenings, CallLimits limits)
{
    private const int LongestText = 4096;
    private const long DeletableSeconds = 48 * 3600;

    public BotReply Send(Scene scene)
    {
        if (scene.Enter(out var chat) is { } refused) { return refused; }

        var text = scene.Fields.Text("text").Trim();
        if (text.Length == 0) { return BotReply.Bad("message text is empty"); }

        if (text.Length > LongestText) { return BotReply.Bad("message is too long"); }

        if (!chat.Find(scene.Bot.Self.Id, scene.Now)!.MaySpeak) { return BotReply.Bad("not enough rights to send text messages to the chat"); }

        if (limits.Take(scene.Bot, chat) is { } seconds) { return BotReply.TooMany(seconds); }

        return BotReply.Ok(happenings.Say(chat, scene.Bot.Self, text, null).ToJson(chat));
    }

    /// <summary>Own words, and as an administrator with the right to it those of others; in both cases within 48 hours. Telegram tells nobody of a deletion.</summary>
    public BotReply Delete(Scene scene)
    {
        if (scene.Enter(out var chat) is { } refused) { return refused; }

        var number = scene.Fields.Id("message_id");
        if (scene.Fields.Refusal is { } wrong) { return wrong; }

        if (!chat.Messages.TryGetValue((int)Math.Clamp(number, 0, int.MaxValue), out var message)) { return BotReply.Bad("message to delete not found"); }

        var own = message.From.Id == scene.Bot.Self.Id;
        var allowed = own || chat.IsPrivate || (chat.IsSupergroup ? scene.May(chat, "can_delete_messages") : chat.Find(scene.Bot.Self.Id, scene.Now)!.IsAdministrator);
        if (!allowed || scene.Now - message.Date >= DeletableSeconds) { return BotReply.Bad("message can't be deleted"); }

        if (limits.Take(scene.Bot, null) is { } seconds) { return BotReply.TooMany(seconds); }

        chat.Messages.Remove(message.Id);
        return BotReply.Done;
    }
}
