using System.Text.Json.Nodes;

namespace Steward.WeCom.Simulator.Api;

/// <summary>An answer of the WeCom API: always HTTP 200, told apart by its code.</summary>
/// <param name="Code">0 = ok.</param>
/// <param name="Fields">Members behind errcode and errmsg.</param>
internal sealed record WeComReply(int Code, string Message, JsonObject? Fields)
{
    /// <summary>Name of a member whose value is ready as JSON, for answers too large to be built as objects; null = none.</summary>
    public string? RawName { get; private init; }

    public ReadOnlyMemory<byte> Raw { get; private init; }

    public static WeComReply Ok(JsonObject? fields = null) => new(0, "ok", fields);

    public static WeComReply Ok(string name, ReadOnlyMemory<byte> json, JsonObject? fields = null) => new(0, "ok", fields) { RawName = name, Raw = json };

    public static WeComReply Refuse(int code, string message) => new(code, message, null);

    public static WeComReply Refuse(int code) => new(code, WeComCodes.Text(code), null);

    /// <summary>A parameter that WeCom calls <c>invalid Request Parameter</c>.</summary>
    public static WeComReply BadParameter(string detail) => new(WeComCodes.InvalidParameter, detail + ". invalid Request Parameter", null);
}
