using System.Text.Json.Nodes;
using Steward.Telegram.Simulator.World;

namespace Steward.Telegram.Simulator.Control;

/// <summary>Chats and who is in them: what people do in the client.</summary>
internal sealed class ChatControl(TelegramWorld world, Happenings happenings, WorldClock clock)
{
    private const int MostMembers = 10_000;

    public Task<IResult> CreateAsync(HttpRequest request, CancellationToken ct) => ControlBody.ReadAsync<NewChat>(request, body =>
    {
        if (body.Title.Length is 0 or > 128) { return ControlBody.Bad("title: 1 to 128 characters"); }

        if (body.Type is not ("group" or "supergroup")) { return ControlBody.Bad("type: group or supergroup"); }

        if (body.Members.Count + body.Admins.Count > MostMembers) { return ControlBody.Bad($"members: at most {MostMembers}"); }

        lock (world.Gate)
        {
            var chat = world.AddGroup(body.Type == "supergroup", body.Title);
            var owner = world.AddPerson(body.Owner);
            chat.Put(new Membership(owner, Standing.Creator));
            foreach (var name in body.Admins) { chat.Put(new Membership(world.AddPerson(name), Standing.Administrator) { Rights = Membership.AllAdminRights }); }

            foreach (var name in body.Members) { chat.Put(new Membership(world.AddPerson(name), Standing.Member)); }

            return ControlBody.Ok(Describe(chat));
        }
    }, ct);

    public IResult Show(long chatId) => In(chatId, chat => ControlBody.Ok(Describe(chat)));

    public Task<IResult> RenameAsync(HttpRequest request, long chatId, CancellationToken ct) => ControlBody.ReadAsync<NewTitle>(request, body => In(chatId, chat =>
    {
        chat.Title = body.Title;
        happenings.Notice(chat, Owner(chat), new JsonObject { ["new_chat_title"] = body.Title });
        return ControlBody.Ok(Describe(chat));
    }), ct);

    /// <summary>Somebody new or known comes: by themselves through a link, or invited.</summary>
    public Task<IResult> JoinAsync(HttpRequest request, long chatId, CancellationToken ct) => ControlBody.ReadAsync<Joining>(request, body => In(chatId, chat =>
    {
        if (body.Id is null == (body.Name is null)) { return ControlBody.Bad("id: either the id of someone known or the name of someone new"); }

        var person = body.Name is { } name ? world.AddPerson(name) : world.PersonOf(body.Id!.Value);
        if (person is null) { return ControlBody.NotFound($"id: {body.Id} is nobody"); }

        if (chat.Find(person.Id, clock.Seconds) is { Standing: Standing.Kicked }) { return ControlBody.Conflict($"id: {person.Id} is banned"); }

        var by = body.By is { } inviter ? world.PersonOf(inviter) : person;
        if (by is null) { return ControlBody.NotFound($"by: {body.By} is nobody"); }

        var link = body.Link is null ? null : new JsonObject { ["invite_link"] = $"https://t.me/+{body.Link}", ["creator"] = Owner(chat).ToJson(), ["creates_join_request"] = false, ["is_primary"] = false, ["is_revoked"] = false, ["name"] = body.Link };
        happenings.Change(chat, new Membership(person, Standing.Member), by, link);
        return ControlBody.Ok(new { person.Id, name = person.FirstName });
    }), ct);

    /// <summary>Somebody leaves, or an administrator bans them.</summary>
    public IResult Leave(long chatId, long userId, long? by) => In(chatId, chat =>
    {
        if (chat.Find(userId, clock.Seconds) is not { IsInside: true } member) { return ControlBody.NotFound($"user: {userId} is not in the chat"); }

        var actor = by is { } id ? world.PersonOf(id) : member.User;
        if (actor is null) { return ControlBody.NotFound($"by: {by} is nobody"); }

        happenings.Change(chat, new Membership(member.User, actor == member.User ? Standing.Left : Standing.Kicked), actor);
        return ControlBody.Ok(Describe(chat));
    });

    /// <summary>The owner lets a bot in, makes it an administrator, takes that back, or puts it out.</summary>
    public Task<IResult> SetBotAsync(HttpRequest request, long chatId, CancellationToken ct) => ControlBody.ReadAsync<BotStanding>(request, body => In(chatId, chat =>
    {
        if (world.BotOf(body.Bot) is not { } bot) { return ControlBody.NotFound($"bot: {body.Bot} is no bot"); }

        if (body.Standing is not (Standing.Administrator or Standing.Member or Standing.Left or Standing.Kicked)) { return ControlBody.Bad("standing: administrator, member, left or kicked"); }

        happenings.Change(chat, new Membership(bot.Self, body.Standing) { Rights = body.Rights is null ? Membership.AllAdminRights : body.Rights.ToHashSet() }, Owner(chat));
        return ControlBody.Ok(Describe(chat));
    }), ct);

    /// <summary>A basic group becomes a supergroup: another id, the same people; message numbers begin anew.</summary>
    public IResult Upgrade(long chatId) => In(chatId, chat =>
    {
        if (chat.Type != "group") { return ControlBody.Conflict("chat: only a basic group can be upgraded"); }

        var next = world.AddGroup(super: true, chat.Title);
        foreach (var member in chat.Everybody(clock.Seconds).Where(member => member.IsInside)) { next.Put(member); }

        happenings.Notice(chat, Owner(chat), new JsonObject { ["migrate_to_chat_id"] = next.Id });
        happenings.Notice(next, Owner(chat), new JsonObject { ["migrate_from_chat_id"] = chat.Id });
        chat.UpgradedTo = next.Id;
        return ControlBody.Ok(Describe(next));
    });

    private static Person Owner(Chat chat) => chat.Everybody(0).First(member => member.Standing is Standing.Creator).User;

    private object Describe(Chat chat) => new
    {
        chatId = chat.Id,
        chat.Type,
        chat.Title,
        members = chat.Everybody(clock.Seconds).Select(member => new { member.User.Id, name = member.User.FirstName, standing = member.Standing.ToString().ToLowerInvariant(), member.Until, member.MaySpeak }),
        messages = chat.Messages.Values.Where(message => message.Service is null).Select(message => new { message.Id, from = message.From.Id, message.Date, message.Kind, message.Text }),
    };

    private IResult In(long chatId, Func<Chat, IResult> use)
    {
        lock (world.Gate)
        {
            return world.ChatOf(chatId) is not { IsPrivate: false } chat ? ControlBody.NotFound($"chat: {chatId} is no group")
                : chat.UpgradedTo is { } next ? ControlBody.Conflict($"chat: it is {next} now")
                : use(chat);
        }
    }

    internal sealed record NewChat(string Title, string Type = "supergroup", string Owner = "群主")
    {
        public IReadOnlyList<string> Admins { get; init; } = [];

        public IReadOnlyList<string> Members { get; init; } = [];
    }

    internal sealed record NewTitle(string Title);

    internal sealed record Joining(long? Id = null, string? Name = null, long? By = null, string? Link = null);

    internal sealed record BotStanding(long Bot, Standing Standing, IReadOnlyList<string>? Rights = null);
}
