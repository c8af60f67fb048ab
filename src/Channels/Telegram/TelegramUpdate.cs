using System.Globalization;
using System.Text.Json;
using Steward.Channels.Storage;

namespace Steward.Channels.Telegram;

/// <summary>Somebody in a group, as an update shows them.</summary>
/// <param name="ExternalId">Number of the person, or of the chat that speaks.</param>
/// <param name="Name">For people.</param>
/// <param name="IsStaff">Known to speak for the group: an administrator, a bot, the group itself, its linked channel. Null: the update does not show it.</param>
internal sealed record SeenPerson(string ExternalId, string Name, bool? IsStaff);

/// <summary>What an update is about. Immutable and without any lookup: the same words always mean the same.</summary>
internal abstract record TelegramUpdate
{
    private static readonly string[] Media = ["photo", "animation", "video", "audio", "voice", "video_note", "sticker", "document", "location", "contact", "poll", "dice", "story", "game", "invoice", "paid_media", "checklist"];
    private const int LongestText = 20_000;
    private const int LongestName = 200;
    private const string Topic = "forum_topic_created";

    private TelegramUpdate() { }

    /// <summary>The group's title, as the update shows it; empty where it is not in a group.</summary>
    public string Title { get; private init; } = "";

    /// <summary>
    /// Words or a picture in a group, by its number there. An edit is a message of its own, of the kind <c>edit</c>, because its words may have become an offence: the
    /// name, of which the derived id is made, differs for each.
    /// </summary>
    public sealed record Said(string ChatId, string ExternalId, string Name, SeenPerson By, string Kind, string Text, DateTimeOffset At) : TelegramUpdate
    {
        /// <summary>The name of the message that it answers; empty: none that somebody said.</summary>
        public string Answers { get; init; } = "";
    }

    /// <summary>People came in. Scene: 1 invited, 2 through a link, whose name is the state; 0 not told.</summary>
    public sealed record Came(string ChatId, IReadOnlyList<SeenPerson> People, int Scene, string State, DateTimeOffset At) : TelegramUpdate;

    /// <summary>Somebody is out, by themselves or removed by somebody else.</summary>
    public sealed record Went(string ChatId, SeenPerson Person, bool Removed, DateTimeOffset At) : TelegramUpdate;

    /// <summary>The group shows differently: its title, an administrator, the bot's own rights; or somebody in it stands differently.</summary>
    public sealed record Changed(string ChatId, SeenPerson? Person, DateTimeOffset At) : TelegramUpdate;

    /// <summary>The bot is out: the group cannot be seen any more.</summary>
    public sealed record Lost(string ChatId, DateTimeOffset At) : TelegramUpdate;

    /// <summary>The group has another number from now on.</summary>
    public sealed record Moved(string ChatId, string NextChatId, DateTimeOffset At) : TelegramUpdate;

    /// <summary>Nothing to be done; the outcome says why, for the row and the counter.</summary>
    public sealed record Ignored(string Outcome) : TelegramUpdate;

    public static TelegramUpdate Parse(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, TelegramJson.Default.TelegramUpdateModel) is { } model ? Of(model) : new Ignored("malformed");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            // InvalidOperationException: text that is not valid UTF-16; ArgumentOutOfRangeException: a date that is none.
            return new Ignored("malformed");
        }
    }

    private static TelegramUpdate Of(TelegramUpdateModel model)
    {
        var chat = model.Message?.Chat ?? model.EditedMessage?.Chat ?? model.ChatMember?.Chat ?? model.MyChatMember?.Chat;
        return Told(model) with { Title = StorableText.Cut(chat?.Title ?? "", LongestName) };
    }

    private static TelegramUpdate Told(TelegramUpdateModel model) => model switch
    {
        { Message: { } message } => OfMessage(message),
        { EditedMessage: { } edited } => !edited.Chat.IsGroup ? new Ignored("direct") : OfWords(edited, edited.EditDate ?? edited.Date),
        { ChatMember: { } change } => OfChange(change),
        { MyChatMember: { } own } => !own.Chat.IsGroup ? new Ignored("direct") : own.NewChatMember.IsInside ? new Changed(Number(own.Chat.Id), null, Moment(own.Date)) : new Lost(Number(own.Chat.Id), Moment(own.Date)),
        _ => new Ignored("unknown"),
    };

    private static TelegramUpdate OfMessage(TelegramMessage message) => message switch
    {
        _ when !message.Chat.IsGroup => new Ignored("direct"),
        { MigrateToChatId: { } next } => new Moved(Number(message.Chat.Id), Number(next), Moment(message.Date)),
        { NewChatMembers: { Count: > 0 } people } => new Came(Number(message.Chat.Id), [.. people.Select(person => Of(person))], 0, "", Moment(message.Date)),
        { LeftChatMember: { } gone } => new Went(Number(message.Chat.Id), Of(gone), message.From is { } by && by.Id != gone.Id, Moment(message.Date)),
        { NewChatTitle: not null } => new Changed(Number(message.Chat.Id), null, Moment(message.Date)),
        _ => OfWords(message, null),
    };

    private static TelegramUpdate OfWords(TelegramMessage message, long? edited)
    {
        var kind = message.Text is not null ? "text" : Media.FirstOrDefault(message.Other.ContainsKey);
        if (kind is null) { return new Ignored("notice"); }

        if (message.MessageId <= 0 || SpeakerOf(message) is not { } by) { return new Ignored("malformed"); }

        var chat = Number(message.Chat.Id);
        var number = Number(message.MessageId);
        var name = edited is null ? $"{chat}:{number}" : $"{chat}:{number}:{Number(edited.Value)}";
        return new Said(chat, number, name, by, edited is null ? kind : "edit", StorableText.Cut(message.Text ?? message.Caption ?? "", LongestText), Moment(edited ?? message.Date))
        {
            Answers = message.ReplyToMessage is { MessageId: > 0 } answered && !answered.Other.ContainsKey(Topic) ? $"{chat}:{Number(answered.MessageId)}" : "",
        };
    }

    private static SeenPerson? SpeakerOf(TelegramMessage message) => message switch
    {
        { SenderChat: { } chat } => new SeenPerson(Number(chat.Id), StorableText.Cut(chat.Title, LongestName), chat.Id == message.Chat.Id || message.IsAutomaticForward),
        { From: { } person } => Of(person),
        _ => null,
    };

    private static TelegramUpdate OfChange(TelegramMemberChange change)
    {
        if (!change.Chat.IsGroup || change.NewChatMember.User.Id == 0) { return new Ignored(change.Chat.IsGroup ? "malformed" : "direct"); }

        var (chat, member) = (Number(change.Chat.Id), change.NewChatMember);
        var person = Of(member.User) with { IsStaff = member.IsAdministrator || member.User.IsBot };
        var link = change.InviteLink;
        return (change.OldChatMember.IsInside, member.IsInside) switch
        {
            (false, true) => new Came(chat, [person], link is not null ? 2 : change.From.Id == member.User.Id ? 0 : 1, StorableText.Cut(link?.Name ?? "", LongestName), Moment(change.Date)),
            (true, false) => new Went(chat, person, member.Status == "kicked" || change.From.Id != member.User.Id, Moment(change.Date)),
            (true, true) => new Changed(chat, person, Moment(change.Date)),
            _ => new Ignored("outside"),
        };
    }

    private static SeenPerson Of(TelegramUser user) => new(Number(user.Id), StorableText.Cut(user.Name, LongestName), user.IsBot ? true : null);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset Moment(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);
}
