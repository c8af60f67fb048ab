using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Steward.Channels.Storage;

namespace Steward.Channels.Callbacks;

/// <summary>An event as WeCom tells it, in the form for the corp's own apps or the one for providers.</summary>
internal sealed record CallbackEvent
{
    /// <summary>What happened: <c>change_external_chat</c>, <c>msgaudit_notify</c>, …</summary>
    public required string Event { get; init; }
    public required string ChangeType { get; init; }
    public required string UpdateDetail { get; init; }
    public required string ChatId { get; init; }

    /// <summary>The corp that a provider's app is told about; empty for the corp's own app.</summary>
    public required string AuthCorpId { get; init; }

    /// <summary>The employee.</summary>
    public required string UserId { get; init; }

    /// <summary>The customer.</summary>
    public required string ExternalUserId { get; init; }

    /// <summary>The contact way by which a customer came.</summary>
    public required string State { get; init; }

    /// <summary>Allows one welcome within twenty seconds.</summary>
    public required string WelcomeCode { get; init; }

    /// <summary>Why a contact ended: <c>DELETE_BY_TRANSFER</c>, or empty.</summary>
    public required string Source { get; init; }

    /// <summary>Why a hand-over failed.</summary>
    public required string FailReason { get; init; }

    /// <summary>When, by WeCom's clock; the epoch when the event does not say.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>0 left by themselves, 1 removed by the owner or an administrator.</summary>
    public required int QuitScene { get; init; }

    /// <summary>Whom the change is about; may list fewer than <see cref="ChangedCount"/>.</summary>
    public required IReadOnlyList<string> Changed { get; init; }
    public required int ChangedCount { get; init; }
    public required string LastVersion { get; init; }
    public required string CurrentVersion { get; init; }

    /// <summary>The same for every delivery of the same event.</summary>
    public required string DedupeKey { get; init; }

    /// <summary>Reads an event; null when the XML is malformed.</summary>
    public static CallbackEvent? Parse(string xml)
    {
        if (CallbackXml.Parse(xml) is not { } root) { return null; }

        string Text(string name) => StorableText.Clean(root.Element(name)?.Value ?? "");
        int Number(string name) => int.TryParse(Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var name = First(Text("Event"), Text("InfoType"));
        var at = First(Text("CreateTime"), Text("TimeStamp"));
        return new CallbackEvent
        {
            Event = name,
            ChangeType = Text("ChangeType"),
            UpdateDetail = Text("UpdateDetail"),
            ChatId = Text("ChatId"),
            AuthCorpId = Text("AuthCorpId"),
            UserId = Text("UserID"),
            ExternalUserId = Text("ExternalUserID"),
            State = Text("State"),
            WelcomeCode = Text("WelcomeCode"),
            Source = Text("Source"),
            FailReason = Text("FailReason"),
            At = long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.UnixEpoch,
            QuitScene = Number("QuitScene"),
            Changed = [.. root.Element("MemChangeList")?.Elements("Item").Select(item => StorableText.Clean(item.Value)).Where(id => id.Length > 0) ?? []],
            ChangedCount = Number("MemChangeCnt"),
            LastVersion = Text("LastMemVer"),
            CurrentVersion = Text("CurMemVer"),
            DedupeKey = Key(root, name, at),
        };
    }

    /// <summary>
    /// Messages have an id; events are told apart by sender, second, kind and subject. Two changes of one group in one second differ in the member version.
    /// </summary>
    private static string Key(XElement root, string name, string at)
    {
        if (root.Element("MsgId")?.Value is { Length: > 0 } id) { return $"msg:{Digest(id)}"; }

        string[] subject = ["FromUserName", "ChangeType", "UpdateDetail", "ChatId", "UserID", "ExternalUserID", "Id", "TagType", "CurMemVer", "OpenKfId", "Token", "AuthCorpId"];
        return $"event:{Digest(string.Join('\n', [name, at, .. subject.Select(part => root.Element(part)?.Value ?? "")]))}";
    }

    /// <summary>PostgreSQL keeps no NUL in text; JSON can carry one.</summary>
    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string First(string one, string other) => one.Length > 0 ? one : other;
}
