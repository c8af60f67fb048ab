using System.Text.Json.Nodes;

namespace Steward.Telegram.Simulator.Api;

/// <summary>An answer: <c>{ok,result}</c>, or <c>{ok:false,error_code,description,parameters}</c> with the same HTTP status.</summary>
internal sealed record BotReply(int Code, JsonNode? Value, string? Description)
{
    public int? RetryAfter { get; init; }

    public long? MigrateTo { get; init; }

    public static BotReply Ok(JsonNode value, string? description = null) => new(StatusCodes.Status200OK, value, description);

    public static BotReply Done { get; } = new(StatusCodes.Status200OK, null, null);

    public static BotReply Bad(string reason) => new(StatusCodes.Status400BadRequest, null, $"Bad Request: {reason}");

    public static BotReply Forbidden(string reason) => new(StatusCodes.Status403Forbidden, null, $"Forbidden: {reason}");

    public static BotReply Conflict(string reason) => new(StatusCodes.Status409Conflict, null, $"Conflict: {reason}");

    public static BotReply TooMany(int seconds) => new(StatusCodes.Status429TooManyRequests, null, $"Too Many Requests: retry after {seconds}") { RetryAfter = seconds };

    public static BotReply Unauthorized { get; } = new(StatusCodes.Status401Unauthorized, null, "Unauthorized");

    public static BotReply NotFound { get; } = new(StatusCodes.Status404NotFound, null, "Not Found");

    public static BotReply NoMethod { get; } = new(StatusCodes.Status404NotFound, null, "Not Found: method not found");

    public bool IsOk => Code == StatusCodes.Status200OK;

    public JsonObject ToJson()
    {
        if (IsOk)
        {
            var ok = new JsonObject { ["ok"] = true, ["result"] = Value?.DeepClone() ?? JsonValue.Create(true) };
            if (Description is not null) { ok["description"] = Description; }

            return ok;
        }

        var failure = new JsonObject { ["ok"] = false, ["error_code"] = Code, ["description"] = Description };
        if (RetryAfter is { } seconds) { failure["parameters"] = new JsonObject { ["retry_after"] = seconds }; }

        if (MigrateTo is { } chat) { failure["parameters"] = new JsonObject { ["migrate_to_chat_id"] = chat }; }

        return failure;
    }
}
