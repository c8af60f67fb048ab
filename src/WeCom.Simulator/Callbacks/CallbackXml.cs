using System.Text;
using System.Text.RegularExpressions;

namespace Steward.WeCom.Simulator.Callbacks;

/// <summary>The events in the XML of a self-built app.</summary>
internal static partial class CallbackXml
{
    /// <summary>AgentID that WeCom gives to the archive.</summary>
    public const int ArchiveAgent = 2000004;

    /// <param name="agentId">Null: only callbacks of apps name one.</param>
    public static string Envelope(string receiver, int? agentId, string encrypted) =>
        $"<xml><ToUserName><![CDATA[{receiver}]]></ToUserName>{(agentId is null ? "" : $"<AgentID><![CDATA[{agentId}]]></AgentID>")}<Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>";

    /// <summary>The same event with the header that third-party apps get.</summary>
    public static string ForSuite(string xml, string suiteId, string corpId) => Header().Replace(xml, header =>
        $"<xml><SuiteId><![CDATA[{suiteId}]]></SuiteId><AuthCorpId><![CDATA[{corpId}]]></AuthCorpId><InfoType><![CDATA[{header.Groups["event"].Value}]]></InfoType>"
        + $"<TimeStamp>{header.Groups["time"].Value}</TimeStamp>");

    public static string GroupCreated(string corpId, string chatId, DateTimeOffset at) => Group(corpId, at, chatId, "create", "");

    public static string GroupDismissed(string corpId, string chatId, DateTimeOffset at) => Group(corpId, at, chatId, "dismiss", "");

    /// <param name="detail"><c>change_name</c>, <c>change_owner</c> or <c>change_notice</c>.</param>
    public static string GroupUpdated(string corpId, string chatId, DateTimeOffset at, string detail) =>
        Group(corpId, at, chatId, "update", $"<UpdateDetail><![CDATA[{detail}]]></UpdateDetail>");

    public static string MembersJoined(string corpId, string chatId, DateTimeOffset at, int joinScene, IReadOnlyList<string> ids, string before, string now) =>
        MembersChanged(corpId, chatId, at, "add_member", joinScene, 0, ids, before, now);

    /// <param name="corpId">Receiver.</param>
    /// <param name="chatId">Group.</param>
    /// <param name="at">Simulated time.</param>
    /// <param name="quitScene">0 left, 1 removed by the owner or an admin.</param>
    /// <param name="ids">Who.</param>
    /// <param name="before">Member version before the change.</param>
    /// <param name="now">Member version after it.</param>
    public static string MembersLeft(string corpId, string chatId, DateTimeOffset at, int quitScene, IReadOnlyList<string> ids, string before, string now) =>
        MembersChanged(corpId, chatId, at, "del_member", 0, quitScene, ids, before, now);

    /// <param name="welcomeCode">Null in the cases in which WeCom gives none.</param>
    /// <param name="half">The customer added a member who has not confirmed yet.</param>
    public static string ContactAdded(string corpId, DateTimeOffset at, string userId, string externalUserId, string state, string? welcomeCode, bool half) =>
        Contact(corpId, at, half ? "add_half_external_contact" : "add_external_contact", "", userId, externalUserId,
            (state.Length == 0 ? "" : $"<State><![CDATA[{state}]]></State>") + (welcomeCode is null ? "" : $"<WelcomeCode><![CDATA[{welcomeCode}]]></WelcomeCode>"));

    /// <param name="byTransfer">The platform handed the customer over.</param>
    public static string ContactDeleted(string corpId, DateTimeOffset at, string userId, string externalUserId, bool byTransfer) =>
        Contact(corpId, at, "del_external_contact", "", userId, externalUserId, byTransfer ? "<Source><![CDATA[DELETE_BY_TRANSFER]]></Source>" : "");

    /// <summary>The customer deleted the member.</summary>
    public static string FollowerDeleted(string corpId, DateTimeOffset at, string userId, string externalUserId) =>
        Contact(corpId, at, "del_follow_user", "", userId, externalUserId, "");

    public static string ContactEdited(string corpId, DateTimeOffset at, string userId, string externalUserId) =>
        Contact(corpId, at, "edit_external_contact", "", userId, externalUserId, "");

    public static string TransferFailed(string corpId, DateTimeOffset at, string userId, string externalUserId, string reason) =>
        Contact(corpId, at, "transfer_fail", $"<FailReason><![CDATA[{reason}]]></FailReason>", userId, externalUserId, "");

    public static string ArchiveGrew(string corpId, DateTimeOffset at) =>
        Event(corpId, at, "msgaudit_notify", $"<AgentID>{ArchiveAgent}</AgentID>");

    private static string Contact(string corpId, DateTimeOffset at, string changeType, string before, string userId, string externalUserId, string behind) =>
        Event(corpId, at, "change_external_contact",
            $"<ChangeType><![CDATA[{changeType}]]></ChangeType>{before}<UserID><![CDATA[{userId}]]></UserID><ExternalUserID><![CDATA[{externalUserId}]]></ExternalUserID>{behind}");

    private static string MembersChanged(
        string corpId, string chatId, DateTimeOffset at, string detail, int joinScene, int quitScene, IReadOnlyList<string> ids, string before, string now)
    {
        var items = new StringBuilder();
        foreach (var id in ids)
        {
            items.Append("<Item>").Append(Escape(id)).Append("</Item>");
        }

        return Group(corpId, at, chatId, "update",
            $"<UpdateDetail><![CDATA[{detail}]]></UpdateDetail><JoinScene>{joinScene}</JoinScene><QuitScene>{quitScene}</QuitScene>"
            + $"<MemChangeCnt>{ids.Count}</MemChangeCnt><MemChangeList>{items}</MemChangeList>"
            + $"<LastMemVer>{before}</LastMemVer><CurMemVer>{now}</CurMemVer>");
    }

    private static string Group(string corpId, DateTimeOffset at, string chatId, string changeType, string detail) =>
        Event(corpId, at, "change_external_chat", $"<ChatId><![CDATA[{chatId}]]></ChatId><ChangeType><![CDATA[{changeType}]]></ChangeType>{detail}");

    private static string Event(string corpId, DateTimeOffset at, string name, string fields) =>
        $"<xml><ToUserName><![CDATA[{corpId}]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>{at.ToUnixTimeSeconds()}</CreateTime>"
        + $"<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{name}]]></Event>{fields}</xml>";

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    [GeneratedRegex(@"^<xml><ToUserName>.*?</ToUserName><FromUserName>.*?</FromUserName><CreateTime>(?<time>\d+)</CreateTime><MsgType>.*?</MsgType><Event><!\[CDATA\[(?<event>\w+)\]\]></Event>")]
    private static partial Regex Header();
}
