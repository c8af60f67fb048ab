using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Corps;

namespace Steward.WeCom.Simulator.Api;

/// <summary>What every API shares: token, injected faults, JSON in, HTTP 200 with errcode out.</summary>
internal sealed class WeComEndpoint(AccessTokens tokens, Faults faults, TimeProvider real)
{
    private int _number;

    /// <param name="http">Request and response.</param>
    /// <param name="api">Last part of the path; names the API in fault switches.</param>
    /// <param name="emptyField">The result member that an error body still carries, empty; or null.</param>
    /// <param name="call">The API itself.</param>
    /// <param name="ct">Ends with the connection.</param>
    public async Task Answer(HttpContext http, string api, string? emptyField, Func<Corp, JsonElement, WeComReply> call, CancellationToken ct)
    {
        var reply = await Decide(http, api, call, ct);
        await Write(http, reply, emptyField, ct);
    }

    public async Task Write(HttpContext http, WeComReply reply, string? emptyField, CancellationToken ct)
    {
        var body = new JsonObject { ["errcode"] = reply.Code, ["errmsg"] = reply.Code == 0 ? reply.Message : WithHint(http, reply) };
        if (reply.Code != 0 && emptyField is not null)
        {
            body[emptyField] = new JsonArray();
        }

        foreach (var (name, value) in reply.Fields?.ToList() ?? [])
        {
            body[name] = value?.DeepClone();
        }

        http.Response.ContentType = "application/json; charset=UTF-8";
        await http.Response.WriteAsync(body.ToJsonString(WireJson.Relaxed), ct);
    }

    private async Task<WeComReply> Decide(HttpContext http, string api, Func<Corp, JsonElement, WeComReply> call, CancellationToken ct)
    {
        var token = http.Request.Query["access_token"].ToString();
        if (token.Length == 0)
        {
            return WeComReply.Refuse(WeComCodes.MissingToken, WeComCodes.Text(WeComCodes.MissingToken));
        }

        var (corp, code) = tokens.Check(token);
        if (corp is null)
        {
            return WeComReply.Refuse(code, WeComCodes.Text(code));
        }

        if (faults.TakeFailure(api) is { } injected)
        {
            return WeComReply.Refuse(injected, WeComCodes.Text(injected));
        }

        if (HttpMethods.IsGet(http.Request.Method))
        {
            return call(corp, default);
        }

        try
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body, default, ct);
            return body.RootElement.ValueKind is JsonValueKind.Object
                ? call(corp, body.RootElement)
                : WeComReply.Refuse(WeComCodes.BadFormat, "data format error: not a JSON object");
        }
        catch (JsonException)
        {
            return WeComReply.Refuse(WeComCodes.BadFormat, "data format error");
        }
    }

    private string WithHint(HttpContext http, WeComReply reply) =>
        $"{reply.Message}, hint: [{real.GetUtcNow().ToUnixTimeSeconds()}_{Interlocked.Increment(ref _number)}_{Guid.NewGuid():n}], "
        + $"from ip: {http.Connection.RemoteIpAddress}, more info at https://open.work.weixin.qq.com/devtool/query?e={reply.Code}";
}
