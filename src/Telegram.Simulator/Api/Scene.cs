using Steward.Telegram.Simulator.World;

namespace Steward.Telegram.Simulator.Api;

/// <summary>A call under the world's gate: who calls with what, and where it leads. The first thing that is wrong is the answer.</summary>
internal sealed class Scene(TelegramWorld world, WorldClock clock, Bot bot, BotFields fields)
{
    public Bot Bot => bot;

    public BotFields Fields => fields;

    public long Now => clock.Seconds;

    /// <summary>The chat that <c>chat_id</c> names, if the bot is in it.</summary>
    public BotReply? Enter(out Chat chat)
    {
        chat = null!;
        if (fields.Id("chat_id") is var id && fields.Refusal is { } wrong) { return wrong; }

        if (world.ChatOf(id) is not { } found) { return id > 0 && world.PersonOf(id) is { IsBot: false } ? BotReply.Forbidden("bot can't initiate conversation with a user") : BotReply.Bad("chat not found"); }

        chat = found;
        if (found.UpgradedTo is { } successor) { return BotReply.Bad("group chat was upgraded to a supergroup chat") with { MigrateTo = successor }; }

        return found.Find(bot.Self.Id, Now) switch
        {
            { IsInside: true } => null,
            { Standing: Standing.Kicked } => BotReply.Forbidden($"bot was kicked from the {found.Type} chat"),
            { } => BotReply.Forbidden($"bot is not a member of the {found.Type} chat"),
            null when found.IsPrivate => BotReply.Forbidden("bot can't initiate conversation with a user"),
            null => BotReply.Bad("chat not found"),
        };
    }

    /// <summary>The person that <c>user_id</c> names.</summary>
    public BotReply? Meet(out Person person)
    {
        person = null!;
        if (fields.Id("user_id") is var id && fields.Refusal is { } wrong) { return wrong; }

        if (world.PersonOf(id) is not { } found) { return BotReply.Bad("user not found"); }

        person = found;
        return null;
    }

    /// <summary>Whether the bot is an administrator with this right.</summary>
    public bool May(Chat chat, string right) => chat.Find(bot.Self.Id, Now)?.May(right) ?? false;

    public Membership StandingOf(Chat chat, Person person) => chat.Find(person.Id, Now) ?? new Membership(person, Standing.Left);
}
