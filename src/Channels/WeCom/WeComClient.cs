using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Steward.Channels.WeCom;

/// <summary>
/// Calls to WeCom: token in the query, JSON in and out, errors by errcode. Reads are tried again when WeCom is busy; an act that cannot be taken
/// back is never repeated here, and no answer to it means <see cref="FailureClass.Unknown"/>. Every call has its permit, and a refusal for too many calls closes the API.
/// </summary>
/// <param name="http">Without a time-out of its own.</param>
/// <param name="tokens">Whom to ask for access tokens.</param>
/// <param name="clock">For waits and time-outs.</param>
/// <param name="permits">What all replicas may call together; null: this process is alone and only keeps what WeCom closed.</param>
internal sealed class WeComClient(HttpClient http, AccessTokens tokens, TimeProvider clock, ICallPermits? permits = null)
{
    private static readonly JsonSerializerOptions Wire = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly TimeSpan[] Waits = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(1600)];
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FrequencyWindow = TimeSpan.FromMinutes(1);
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Calls = Meter.CreateCounter<long>("steward.wecom.calls", description: "Calls of the WeCom API, by api and errcode.");

    private readonly ConcurrentDictionary<(string Corp, string Api), DateTimeOffset> _closed = new();

    /// <summary>Asks for a token with these credentials, whatever is cached: proves them.</summary>
    public Task<WeComReply<TokenReply>> ProveAsync(WeComApp app, CancellationToken ct) =>
        SendAsync<TokenReply>("gettoken", () => new HttpRequestMessage(HttpMethod.Get, Address(app, "gettoken", $"corpid={Uri.EscapeDataString(app.CorpId)}&corpsecret={Uri.EscapeDataString(app.Secret)}")), ct);

    /// <summary>A read: tried again up to three times when WeCom is busy.</summary>
    public Task<WeComReply<T>> ReadAsync<T>(WeComApp app, string api, object body, CancellationToken ct) where T : class => RepeatAsync<T>(app, api, "", Json(body), ct);

    /// <summary>Leaves a file with WeCom, which tells under what name; tried again like a read, because one that was left twice harms nobody.</summary>
    /// <param name="app">Who.</param>
    /// <param name="api">Where.</param>
    /// <param name="query">Escaped, without the token.</param>
    /// <param name="fileName">What it is called; WeCom refuses one without.</param>
    /// <param name="contentType">What it is.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="ct">Gives up.</param>
    public Task<WeComReply<T>> UploadAsync<T>(WeComApp app, string api, string query, string fileName, string contentType, byte[] content, CancellationToken ct) where T : class => RepeatAsync<T>(
        app,
        api,
        query,
        () =>
        {
            var file = new ByteArrayContent(content);
            file.Headers.ContentType = new MediaTypeHeaderValue(contentType);
            return new MultipartFormDataContent { { file, "media", fileName } };
        },
        ct);

    /// <summary>The same for the reads that WeCom wants as GET; the query is escaped and comes without the token.</summary>
    public Task<WeComReply<T>> GetAsync<T>(WeComApp app, string api, string query, CancellationToken ct) where T : class => RepeatAsync<T>(app, api, query, null, ct);

    private async Task<WeComReply<T>> RepeatAsync<T>(WeComApp app, string api, string query, Func<HttpContent>? body, CancellationToken ct) where T : class
    {
        for (var attempt = 0; ; attempt++)
        {
            var reply = await CallAsync<T>(app, api, query, body, act: false, ct);
            if (reply.Failure is not { Class: FailureClass.Transient or FailureClass.Unknown } failure) { return reply; }

            if (attempt == Waits.Length) { return failure with { Class = FailureClass.Transient }; }

            await Task.Delay(Waits[attempt], clock, ct);
        }
    }

    /// <summary>An act that cannot be taken back: sent once. Busy, a broken connection or no answer all leave it open whether it happened.</summary>
    public async Task<WeComReply<T>> ActAsync<T>(WeComApp app, string api, object body, CancellationToken ct) where T : class
    {
        var reply = await CallAsync<T>(app, api, "", Json(body), act: true, ct);
        return reply.Failure is { Code: -1 } busy ? busy with { Class = FailureClass.Unknown } : reply;
    }

    private async Task<WeComReply<T>> CallAsync<T>(WeComApp app, string api, string query, Func<HttpContent>? body, bool act, CancellationToken ct) where T : class
    {
        if (_closed.TryGetValue(CorpOf(app, api), out var until) && until > clock.GetUtcNow())
        {
            return new WeComFailure(FailureClass.Frequency, 45009, $"{api} is closed until {until:HH:mm:ss} UTC because its frequency limit was reached");
        }

        var token = await tokens.GetAsync(app, null, () => ProveAsync(app, ct), ct);
        if (token.Failure is { } refused) { return Unsent(refused); }

        var reply = await FetchAsync<T>(app, api, token.Value!, query, body, act, ct);
        if (reply.Failure is { Class: FailureClass.Token })
        {
            // Tokens may end early: one new one, one more try. A refused token means that nothing was done.
            token = await tokens.GetAsync(app, token.Value, () => ProveAsync(app, ct), ct);
            if (token.Failure is { } refusedAgain) { return Unsent(refusedAgain); }

            reply = await FetchAsync<T>(app, api, token.Value!, query, body, act, ct);
        }

        return reply;
    }

    /// <summary>Without a token the call itself never left, so nothing is unknown.</summary>
    private static WeComFailure Unsent(WeComFailure failure) => failure.Class is FailureClass.Unknown ? failure with { Class = FailureClass.Transient } : failure;

    private async Task<WeComReply<T>> FetchAsync<T>(WeComApp app, string api, string token, string query, Func<HttpContent>? body, bool act, CancellationToken ct) where T : class
    {
        if (permits is not null && await permits.TakeAsync(app, api, act, ct) is { } notNow) { return notNow; }

        // The last look before it leaves: a token or a permit may have been long in coming.
        if (act && clock.GetUtcNow() >= app.LeavesBy) { return new WeComFailure(FailureClass.Transient, 0, "its turn was over before a call was free; it was not called"); }

        var reply = await SendAsync<T>(
            api,
            () => new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, Address(app, api, $"access_token={Uri.EscapeDataString(token)}{(query.Length > 0 ? "&" : "")}{query}"))
            {
                Content = body?.Invoke(),
            },
            ct);
        if (reply.Failure is { Class: FailureClass.Frequency }) { _closed[CorpOf(app, api)] = permits is null ? clock.GetUtcNow() + FrequencyWindow : await permits.CloseAsync(app, api, ct); }

        return reply;
    }

    private static (string Corp, string Api) CorpOf(WeComApp app, string api) => ($"{app.BaseUrl.Authority} {app.CorpId}", api);

    private async Task<WeComReply<T>> SendAsync<T>(string api, Func<HttpRequestMessage> make, CancellationToken ct) where T : class
    {
        using var request = make();
        using var limit = new CancellationTokenSource(Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            using var response = await http.SendAsync(request, both.Token);
            if (!response.IsSuccessStatusCode) { return Count<T>(api, new WeComFailure(FailureClass.Unknown, 0, $"HTTP {(int)response.StatusCode}")); }

            return Count(api, Read<T>(await response.Content.ReadAsByteArrayAsync(both.Token)));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Count<T>(api, new WeComFailure(FailureClass.Unknown, 0, $"no answer within {Timeout.TotalSeconds} s"));
        }
        catch (HttpRequestException exception)
        {
            var neverSent = exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;
            return Count<T>(api, new WeComFailure(neverSent ? FailureClass.Transient : FailureClass.Unknown, 0, $"connection: {exception.HttpRequestError}"));
        }
    }

    private static WeComReply<T> Read<T>(byte[] body) where T : class
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind is not JsonValueKind.Object) { return Broken("the answer is not a JSON object"); }

            var code = json.RootElement.TryGetProperty("errcode", out var errcode) && errcode.TryGetInt32(out var number) ? number : 0;
            if (code != 0) { return WeComFailure.Of(code, json.RootElement.TryGetProperty("errmsg", out var message) ? message.ToString() : ""); }

            return json.RootElement.Deserialize<T>(Wire) is { } value ? value : Broken("the answer is empty");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Broken("the answer is not the JSON that WeCom documents");
        }

        static WeComReply<T> Broken(string why) => new WeComFailure(FailureClass.Unknown, 0, why);
    }

    private static WeComReply<T> Count<T>(string api, WeComReply<T> reply) where T : class
    {
        Calls.Add(1, new KeyValuePair<string, object?>("api", api), new KeyValuePair<string, object?>("errcode", reply.Failure is { } failure ? failure.Code : 0));
        return reply;
    }

    private static Func<HttpContent> Json(object body) => () => JsonContent.Create(body, options: Wire);

    private static Uri Address(WeComApp app, string api, string query) => new(app.BaseUrl, $"/cgi-bin/{api}?{query}");
}
