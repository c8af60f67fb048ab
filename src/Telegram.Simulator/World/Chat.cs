using System.Text.Json.Nodes;

namespace Steward.Telegram.Simulator.World;

/// <summary>A group, a supergroup or a private conversation with a bot. Guarded by <see cref="TelegramWorld.Gate"/>.</summary>
internal sealed class Chat(long id, string type, string title)
{
    private readonly Dictionary<long, Membership> _members = [];
    private int _lastMessage;

    public long Id => id;

    /// <summary><c>private</c>, <c>group</c> or <c>supergroup</c>.</summary>
    public string Type => type;

    public string Title { get; set; } = title;

    /// <summary>The supergroup that this group became; null while it lives.</summary>
    public long? UpgradedTo { get; set; }

    public bool IsSupergroup => type == "supergroup";

    public bool IsPrivate => type == "private";

    public SortedDictionary<int, ChatMessage> Messages { get; } = [];

    public IEnumerable<Membership> Everybody(long now) => _members.Values.Select(member => member.At(now)).OrderBy(member => member.User.Id);

    /// <summary>How somebody stands in it; null when they never were.</summary>
    public Membership? Find(long user, long now) => _members.TryGetValue(user, out var member) ? member.At(now) : null;

    public void Put(Membership member) => _members[member.User.Id] = member;

    public ChatMessage Add(Person from, long date, string text, string? kind, JsonObject? service, ChatMessage? replyTo = null)
    {
        var message = new ChatMessage(++_lastMessage, from, date, text) { Kind = kind ?? "text", Service = service, ReplyTo = replyTo };
        Messages[message.Id] = message;
        return message;
    }

    public JsonObject ToJson()
    {
        var chat = new JsonObject { ["id"] = id, ["type"] = type };
        chat[IsPrivate ? "first_name" : "title"] = Title;
        return chat;
    }
}

/// <summary>Something in a chat: words, a picture, or a notice of the service.</summary>
internal sealed record ChatMessage(int Id, Person From, long Date, string Text)
{
    /// <summary><c>text</c> or the name of a medium: <c>photo</c>, <c>sticker</c>, …</summary>
    public string Kind { get; init; } = "text";

    public long? EditDate { get; init; }

    /// <summary>The message that it answers; null: none.</summary>
    public ChatMessage? ReplyTo { get; init; }

    /// <summary>Members that only a notice of the service has, such as <c>new_chat_members</c>.</summary>
    public JsonObject? Service { get; init; }

    public JsonObject ToJson(Chat chat)
    {
        var message = new JsonObject { ["message_id"] = Id, ["from"] = From.ToJson(), ["chat"] = chat.ToJson(), ["date"] = Date };
        if (EditDate is { } edited) { message["edit_date"] = edited; }

        if (ReplyTo is { } answered) { message["reply_to_message"] = (answered with { ReplyTo = null }).ToJson(chat); }

        foreach (var (name, value) in Service ?? []) { message[name] = value?.DeepClone(); }

        if (Service is not null) { return message; }

        if (Kind == "text")
        {
            message["text"] = Text;
            return message;
        }

        message[Kind] = Kind == "photo" ? new JsonArray(FileJson()) : FileJson();
        if (Text.Length > 0) { message["caption"] = Text; }

        return message;
    }

    private JsonObject FileJson() => new() { ["file_id"] = $"AgAC{Id}", ["file_unique_id"] = $"AQAD{Id}", ["width"] = 640, ["height"] = 480 };
}
