using System.Text.Json.Nodes;

namespace Steward.WeCom.Simulator.Api;

/// <summary>An answer of the WeCom API: always HTTP 200, told apart by its code.</summary>
/// <param name="Code">0 = ok.</param>
/// <param name="Fields">Members behind errcode and errmsg.</param>
internal sealed record WeComReply(int Code, string Message, JsonObject? Fields)
{
    public static WeComReply Ok(JsonObject? fields = null) => new(0, "ok", fields);

    public static WeComReply Refuse(int code, string message) => new(code, message, null);

    /// <summary>A parameter that WeCom calls <c>invalid Request Parameter</c>.</summary>
    public static WeComReply BadParameter(string detail) => new(WeComCodes.InvalidParameter, detail + ". invalid Request Parameter", null);
}

/// <summary>The codes this stand-in gives, from WeCom's error table.</summary>
internal static class WeComCodes
{
    public const int BadSecret = 40001;
    public const int BadCorpId = 40013;
    public const int BadToken = 40014;
    public const int BadChatId = 40050;
    public const int InvalidParameter = 40058;
    public const int MissingToken = 41001;
    public const int ExpiredToken = 42001;
    public const int BadMediaId = 40007;
    public const int FrequencyLimit = 45009;
    public const int BadMessageId = 41047;
    public const int NothingToSend = 41048;
    public const int AlreadyCancelled = 41093;
    public const int ReminderLimit = 41094;
    public const int BadFormat = 47001;
    public const int UnknownUser = 60111;
    public const int UnknownChat = 86001;
    public const int DismissedChat = 86003;

    public static string Text(int code) => code switch
    {
        -1 => "system busy",
        BadSecret => "invalid credential",
        BadCorpId => "invalid corpid",
        BadToken => "invalid access_token",
        MissingToken => "access_token missing",
        ExpiredToken => "access_token expired",
        FrequencyLimit => "api freq out of limit",
        45033 => "api concurrent out of limit",
        60020 => "not allow to access from your ip",
        _ => "error " + code,
    };
}
