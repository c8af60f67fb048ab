using System.Text.Json;
using System.Text.Json.Serialization;

namespace Steward.Channels.Telegram;

/// <summary>Telegram's objects, as far as they are needed.</summary>
internal sealed record TelegramUser
{
    public long Id { get; init; }
    public bool IsBot { get; init; }
    public string FirstName { get; init; } = "";
    public string LastName { get; init; } = "";

    [JsonIgnore]
    public string Name => LastName.Length == 0 ? FirstName : $"{FirstName} {LastName}";
}

internal sealed record TelegramChat
{
    public long Id { get; init; }
    public string Type { get; init; } = "";
    public string Title { get; init; } = "";

    [JsonIgnore]
    public bool IsGroup => Type is "group" or "supergroup";
}

internal sealed record TelegramMessage
{
    public long MessageId { get; init; }
    public long Date { get; init; }
    public long? EditDate { get; init; }
    public TelegramChat Chat { get; init; } = new();
    public TelegramUser? From { get; init; }

    /// <summary>A chat that speaks: an anonymous administrator is the group itself, a linked channel its own.</summary>
    public TelegramChat? SenderChat { get; init; }
    public bool IsAutomaticForward { get; init; }
    public string? Text { get; init; }
    public string? Caption { get; init; }
    public IReadOnlyList<TelegramUser>? NewChatMembers { get; init; }
    public TelegramUser? LeftChatMember { get; init; }
    public string? NewChatTitle { get; init; }
    public long? MigrateToChatId { get; init; }

    /// <summary>Everything else, by which media are told from notices.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement> Other { get; init; } = [];
}

internal sealed record TelegramMember
{
    /// <summary><c>creator</c>, <c>administrator</c>, <c>member</c>, <c>restricted</c>, <c>left</c> or <c>kicked</c>.</summary>
    public string Status { get; init; } = "";
    public TelegramUser User { get; init; } = new();

    /// <summary>Of a restricted person: whether they are in the chat.</summary>
    public bool IsMember { get; init; }
    public bool CanSendMessages { get; init; }

    [JsonIgnore]
    public bool IsInside => Status is "creator" or "administrator" or "member" || (Status == "restricted" && IsMember);

    [JsonIgnore]
    public bool IsAdministrator => Status is "creator" or "administrator";
}

internal sealed record TelegramInviteLink
{
    public string Name { get; init; } = "";
    public string InviteLink { get; init; } = "";
}

internal sealed record TelegramMemberChange
{
    public TelegramChat Chat { get; init; } = new();
    public TelegramUser From { get; init; } = new();
    public long Date { get; init; }
    public TelegramMember OldChatMember { get; init; } = new();
    public TelegramMember NewChatMember { get; init; } = new();
    public TelegramInviteLink? InviteLink { get; init; }
}

internal sealed record TelegramUpdateModel
{
    public long UpdateId { get; init; }
    public TelegramMessage? Message { get; init; }
    public TelegramMessage? EditedMessage { get; init; }
    public TelegramMemberChange? ChatMember { get; init; }
    public TelegramMemberChange? MyChatMember { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement> Other { get; init; } = [];
}

internal sealed record TelegramWebhook
{
    public string Url { get; init; } = "";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TelegramUpdateModel))]
[JsonSerializable(typeof(TelegramUser))]
[JsonSerializable(typeof(TelegramChat))]
[JsonSerializable(typeof(TelegramMessage))]
[JsonSerializable(typeof(TelegramMember))]
[JsonSerializable(typeof(TelegramMember[]))]
[JsonSerializable(typeof(TelegramWebhook))]
[JsonSerializable(typeof(JsonElement[]))]
[JsonSerializable(typeof(bool))]
internal sealed partial class TelegramJson : JsonSerializerContext;
