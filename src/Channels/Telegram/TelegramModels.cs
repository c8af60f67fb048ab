using System.Text.Json;
using System.Text.Json.Serialization;

namespace Steward.Channels.Telegram;

/// <summary>Telegram's objects, as far as they are needed. Settable, because generated readers set what is missing to null where a property is init-only.</summary>
internal sealed record TelegramUser
{
    public long Id { get; set; }
    public bool IsBot { get; set; }
    public string FirstName { get; set; } = "";
    public string LastName { get; set; } = "";

    /// <summary>Of the bot itself (getMe): whether its privacy mode is off.</summary>
    public bool CanReadAllGroupMessages { get; set; }

    [JsonIgnore]
    public string Name => LastName.Length == 0 ? FirstName : $"{FirstName} {LastName}";
}

internal sealed record TelegramChat
{
    public long Id { get; set; }
    public string Type { get; set; } = "";
    public string Title { get; set; } = "";

    [JsonIgnore]
    public bool IsGroup => Type is "group" or "supergroup";
}

internal sealed record TelegramMessage
{
    public long MessageId { get; set; }
    public long Date { get; set; }
    public long? EditDate { get; set; }
    public TelegramChat Chat { get; set; } = new();
    public TelegramUser? From { get; set; }

    /// <summary>A chat that speaks: an anonymous administrator is the group itself, a linked channel its own.</summary>
    public TelegramChat? SenderChat { get; set; }
    public bool IsAutomaticForward { get; set; }
    public string? Text { get; set; }

    /// <summary>What it answers; in a topic of a forum every message answers the topic.</summary>
    public TelegramMessage? ReplyToMessage { get; set; }
    public string? Caption { get; set; }
    public IReadOnlyList<TelegramUser>? NewChatMembers { get; set; }
    public TelegramUser? LeftChatMember { get; set; }
    public string? NewChatTitle { get; set; }
    public long? MigrateToChatId { get; set; }

    /// <summary>Everything else, by which media are told from notices.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement> Other { get; set; } = [];
}

internal sealed record TelegramMember
{
    /// <summary><c>creator</c>, <c>administrator</c>, <c>member</c>, <c>restricted</c>, <c>left</c> or <c>kicked</c>.</summary>
    public string Status { get; set; } = "";
    public TelegramUser User { get; set; } = new();

    /// <summary>Of a restricted person: whether they are in the chat.</summary>
    public bool IsMember { get; set; }
    public bool CanSendMessages { get; set; }

    /// <summary>Of an administrator.</summary>
    public bool CanDeleteMessages { get; set; }

    /// <summary>Of an administrator: mute, remove and ban.</summary>
    public bool CanRestrictMembers { get; set; }

    [JsonIgnore]
    public bool IsInside => Status is "creator" or "administrator" or "member" || (Status == "restricted" && IsMember);

    [JsonIgnore]
    public bool IsAdministrator => Status is "creator" or "administrator";
}

internal sealed record TelegramInviteLink
{
    public string Name { get; set; } = "";
    public string InviteLink { get; set; } = "";
}

internal sealed record TelegramMemberChange
{
    public TelegramChat Chat { get; set; } = new();
    public TelegramUser From { get; set; } = new();
    public long Date { get; set; }
    public TelegramMember OldChatMember { get; set; } = new();
    public TelegramMember NewChatMember { get; set; } = new();
    public TelegramInviteLink? InviteLink { get; set; }
}

internal sealed record TelegramUpdateModel
{
    public long UpdateId { get; set; }
    public TelegramMessage? Message { get; set; }
    public TelegramMessage? EditedMessage { get; set; }
    public TelegramMemberChange? ChatMember { get; set; }
    public TelegramMemberChange? MyChatMember { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement> Other { get; set; } = [];
}

internal sealed record TelegramWebhook
{
    public string Url { get; set; } = "";
    public int PendingUpdateCount { get; set; }

    /// <summary>Unix seconds of the last push that failed; 0: none did.</summary>
    public long LastErrorDate { get; set; }
    public string? LastErrorMessage { get; set; }
    public IReadOnlyList<string>? AllowedUpdates { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TelegramUpdateModel))]
[JsonSerializable(typeof(TelegramUser))]
[JsonSerializable(typeof(TelegramChat))]
[JsonSerializable(typeof(TelegramMessage))]
[JsonSerializable(typeof(TelegramMessage[]))]
[JsonSerializable(typeof(TelegramMember))]
[JsonSerializable(typeof(TelegramMember[]))]
[JsonSerializable(typeof(TelegramWebhook))]
[JsonSerializable(typeof(JsonElement[]))]
[JsonSerializable(typeof(bool))]
internal sealed partial class TelegramJson : JsonSerializerContext;
