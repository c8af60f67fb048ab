using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.WeCom.Simulator.Limits;
using Steward.WeCom.Simulator.Mishaps;

namespace Steward.WeCom.Simulator.Api;

/// <summary>What every API shares: outages and injected faults, token, limits, JSON in, HTTP 200 with errcode out.</summary>
internal sealed class WeComEndpoint(AccessTokens tokens, CallLimits limits, Faults faults, Outage outage, TimeProvider real)
{
    private int _number;

    /// <param name="http">Request and response.</param>
    /// <param name="api">Last part of the path; names the API in fault switches and limits.</param>
    /// <param name="emptyField">The result member that an error body still carries, empty; or null.</param>
    /// <param name="call">The API itself.</param>
    /// <param name="ct">Ends with the connection.</param>
    public Task Answer(HttpContext http, string api, string? emptyField, Func<Caller, JsonElement, WeComReply> call, CancellationToken ct) =>
        Answer(http, api, emptyField, async caller => await Read(http, caller, ct) is { } body
            ? call(caller, body)
            : WeComReply.Refuse(WeComCodes.BadFormat, "data format error"), ct);

    /// <summary>For an API that reads its request itself.</summary>
    public Task Answer(HttpContext http, string api, string? emptyField, Func<Caller, Task<WeComReply>> call, CancellationToken ct) =>
        Struck(http, api, emptyField, async () =>
        {
            var (caller, code) = Admit(http, api);
            if (caller is null)
            {
                return (WeComReply.Refuse(code, WeComCodes.Text(code)), null);
            }

            if (!limits.TryEnter(caller.Corp.CorpId))
            {
                return (WeComReply.Refuse(WeComCodes.ConcurrencyLimit, WeComCodes.Text(WeComCodes.ConcurrencyLimit)), null);
            }

            try
            {
                return (await call(caller), caller);
            }
            finally
            {
                limits.Leave(caller.Corp.CorpId);
            }
        }, ct);

    public Task AnswerToken(HttpContext http, GetToken use, CancellationToken ct) =>
        Struck(http, "gettoken", null, () => Task.FromResult<(WeComReply, Caller?)>((use.Handle(http.Request.Query, Ip(http)), null)), ct);

    private async Task Struck(HttpContext http, string api, string? emptyField, Func<Task<(WeComReply Reply, Caller? Caller)>> call, CancellationToken ct)
    {
        var struck = faults.Strike(api);
        if (outage.Of(Part.Api) || struck.Drop)
        {
            http.Abort();
            return;
        }

        if (struck.Delay > TimeSpan.Zero)
        {
            await Task.Delay(struck.Delay, real, ct);
        }

        var (reply, caller) = struck.Errcode is { } code ? (WeComReply.Refuse(code, WeComCodes.Text(code)), null) : await call();
        if (struck.Lose)
        {
            http.Abort();
            return;
        }

        await Write(http, reply, caller, emptyField, ct);
    }

    private (Caller? Caller, int Code) Admit(HttpContext http, string api)
    {
        var token = http.Request.Query["access_token"].ToString();
        if (token.Length == 0)
        {
            return (null, WeComCodes.MissingToken);
        }

        var (caller, code) = tokens.Check(token);
        if (caller is null)
        {
            return (null, code);
        }

        if (!caller.Corp.Admits(Ip(http)))
        {
            return (null, WeComCodes.ForeignIp);
        }

        if (!limits.TryCall(caller.Corp.CorpId, Ip(http), api))
        {
            return (null, WeComCodes.FrequencyLimit);
        }

        return !caller.App.CustomerContact && http.Request.Path.StartsWithSegments("/cgi-bin/externalcontact", StringComparison.Ordinal)
            ? (null, WeComCodes.NoPermission)
            : (caller, 0);
    }

    /// <returns>The request's object (an empty one for GET), or null when there is none.</returns>
    private static async Task<JsonElement?> Read(HttpContext http, Caller caller, CancellationToken ct)
    {
        if (HttpMethods.IsGet(http.Request.Method))
        {
            return JsonSerializer.SerializeToElement(http.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString()));
        }

        try
        {
            using var body = caller.App.Ids is { } ids
                ? JsonDocument.Parse(ids.Inward(await new StreamReader(http.Request.Body).ReadToEndAsync(ct)))
                : await JsonDocument.ParseAsync(http.Request.Body, default, ct);
            return body.RootElement.ValueKind is JsonValueKind.Object ? body.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task Write(HttpContext http, WeComReply reply, Caller? caller, string? emptyField, CancellationToken ct)
    {
        var body = new ArrayBufferWriter<byte>(1024 + reply.Raw.Length);
        using (var json = new Utf8JsonWriter(body, new JsonWriterOptions { Encoder = WireJson.Relaxed.Encoder }))
        {
            json.WriteStartObject();
            json.WriteNumber("errcode"u8, reply.Code);
            json.WriteString("errmsg"u8, reply.Code == 0 ? reply.Message : WithHint(http, reply));
            if (reply.Code != 0 && emptyField is not null && reply.Fields?.ContainsKey(emptyField) != true)
            {
                json.WriteStartArray(emptyField);
                json.WriteEndArray();
            }

            foreach (var (name, value) in reply.Fields ?? [])
            {
                json.WritePropertyName(name);
                (value ?? JsonValue.Create((string?)null))?.WriteTo(json, WireJson.Relaxed);
            }

            if (reply.RawName is not null)
            {
                json.WritePropertyName(reply.RawName);
                json.WriteRawValue(reply.Raw.Span, skipInputValidation: true);
            }

            json.WriteEndObject();
        }

        http.Response.ContentType = "application/json; charset=UTF-8";
        var bytes = caller?.App.Ids is { } ids ? Encoding.UTF8.GetBytes(ids.Outward(Encoding.UTF8.GetString(body.WrittenSpan))) : body.WrittenMemory;
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, ct);
    }

    private string WithHint(HttpContext http, WeComReply reply) =>
        $"{reply.Message}, hint: [{real.GetUtcNow().ToUnixTimeSeconds()}_{Interlocked.Increment(ref _number)}_{Guid.NewGuid():n}], "
        + $"from ip: {Ip(http)}, more info at https://open.work.weixin.qq.com/devtool/query?e={reply.Code}";

    private static string Ip(HttpContext http) => http.Connection.RemoteIpAddress switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        IPAddress ip => ip.ToString(),
    };
}
