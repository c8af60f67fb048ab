using System.Text.Json.Serialization;

namespace Steward.Channels.WeCom;

/// <summary>The members of WeCom's JSON that Channels uses, in snake case on the wire.</summary>
internal sealed record TokenReply
{
    public string AccessToken { get; init; } = "";
    public int ExpiresIn { get; init; }
}

internal sealed record GroupListReply
{
    public IReadOnlyList<ListedGroup> GroupChatList { get; init; } = [];
    public string NextCursor { get; init; } = "";
}

internal sealed record ListedGroup
{
    public string ChatId { get; init; } = "";
}

internal sealed record FollowUsersReply
{
    /// <summary>Employees with the customer-contact function.</summary>
    public IReadOnlyList<string> FollowUser { get; init; } = [];
}

internal sealed record GroupReply
{
    [JsonRequired]
    public GroupChat GroupChat { get; init; } = new();
}

internal sealed record GroupChat
{
    public string ChatId { get; init; } = "";
    public string Name { get; init; } = "";
    public string Owner { get; init; } = "";

    /// <summary>Unix seconds.</summary>
    public long CreateTime { get; init; }
    public IReadOnlyList<GroupMember> MemberList { get; init; } = [];
    public string MemberVersion { get; init; } = "";
}

internal sealed record GroupMember
{
    public string Userid { get; init; } = "";

    /// <summary>1 a member of the corp, 2 a customer.</summary>
    public int Type { get; init; }

    /// <summary>Unix seconds.</summary>
    public long JoinTime { get; init; }
    public int JoinScene { get; init; }
    public string? State { get; init; }
    public string? Name { get; init; }
    public string? GroupNickname { get; init; }
}

internal sealed record BroadcastReply
{
    public string Msgid { get; init; } = "";

    /// <summary>Chats that will not get it.</summary>
    public IReadOnlyList<string> FailList { get; init; } = [];
}

internal sealed record UploadReply
{
    public string MediaId { get; init; } = "";
}

internal sealed record BroadcastListReply
{
    public IReadOnlyList<ListedBroadcast> GroupMsgList { get; init; } = [];
    public string NextCursor { get; init; } = "";
}

internal sealed record ListedBroadcast
{
    public string Msgid { get; init; } = "";
    public string Creator { get; init; } = "";

    /// <summary>Unix seconds.</summary>
    public long CreateTime { get; init; }
    public BroadcastText? Text { get; init; }
}

internal sealed record BroadcastText
{
    public string Content { get; init; } = "";
}

internal sealed record BroadcastTasksReply
{
    public IReadOnlyList<BroadcastTask> TaskList { get; init; } = [];
    public string NextCursor { get; init; } = "";
}

internal sealed record BroadcastTask
{
    public string Userid { get; init; } = "";

    /// <summary>0 not sent, 2 sent.</summary>
    public int Status { get; init; }
}

internal sealed record BroadcastResultsReply
{
    public IReadOnlyList<BroadcastResult> SendList { get; init; } = [];
    public string NextCursor { get; init; } = "";
}

internal sealed record BroadcastResult
{
    /// <summary>Empty for a single customer.</summary>
    public string ChatId { get; init; } = "";

    /// <summary>Empty for a group.</summary>
    public string ExternalUserid { get; init; } = "";

    /// <summary>0 not sent, 1 sent, 2 no friend any more, 3 got another broadcast already.</summary>
    public int Status { get; init; }
}
