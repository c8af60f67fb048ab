using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Steward.Channels.Accounts;
using Steward.Channels.Pictures;

namespace Steward.Channels.Telegram;

/// <summary>
/// Calls of the Bot API: each is made once, and no answer means <see cref="TelegramTrouble.Unknown"/>. The token is part of the address, so addresses are never logged,
/// and this client's connections are not traced.
/// </summary>
internal sealed class TelegramClient(HttpClient http, TimeProvider clock)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan UploadTimeout = TimeSpan.FromSeconds(60);
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Calls = Meter.CreateCounter<long>("steward.telegram.calls", description: "Calls of the Bot API, by method and error code.");

    public Task<TelegramReply<T>> CallAsync<T>(Account account, string method, JsonObject parameters, JsonTypeInfo<T> type, CancellationToken ct) =>
        CallAsync(account, method, parameters, type, Timeout, ct);

    /// <param name="account">Whose bot.</param>
    /// <param name="method">Such as <c>sendMessage</c>.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="type">What it answers.</param>
    /// <param name="patience">How long to wait for the answer.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<TelegramReply<T>> CallAsync<T>(Account account, string method, JsonObject parameters, JsonTypeInfo<T> type, TimeSpan patience, CancellationToken ct)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(parameters.ToJsonString()));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await PostAsync(account, method, content, type, patience, ct);
    }

    /// <summary>The same with files, which parameters name.</summary>
    public async Task<TelegramReply<T>> UploadAsync<T>(Account account, string method, JsonObject parameters, IReadOnlyList<(string Name, Picture Picture)> files, JsonTypeInfo<T> type, CancellationToken ct)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in parameters) { form.Add(new StringContent(value is JsonValue one && one.TryGetValue<string>(out var text) ? text : value!.ToJsonString()), name); }

        foreach (var (name, picture) in files)
        {
            var file = new ByteArrayContent(picture.Content);
            file.Headers.ContentType = new MediaTypeHeaderValue(picture.ContentType);
            form.Add(file, name, picture.FileName);
        }

        return await PostAsync(account, method, form, type, UploadTimeout, ct);
    }

    private async Task<TelegramReply<T>> PostAsync<T>(Account account, string method, HttpContent content, JsonTypeInfo<T> type, TimeSpan patience, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(account.BaseUrl, $"/bot{account.Secrets.Secret}/{method}")) { Content = content };
        using var limit = new CancellationTokenSource(patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        var reply = await SendAsync(request, type, both.Token, ct);
        Calls.Add(1, new KeyValuePair<string, object?>("method", method), new KeyValuePair<string, object?>("code", reply.Failure is { } failure ? failure.Code : 200));
        return reply;
    }

    private async Task<TelegramReply<T>> SendAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken limited, CancellationToken ct)
    {
        try
        {
            using var response = await http.SendAsync(request, limited);
            return Read(await response.Content.ReadAsByteArrayAsync(limited), (int)response.StatusCode, type);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new TelegramFailure(TelegramTrouble.Unknown, 0, "no answer in time");
        }
        catch (HttpRequestException exception)
        {
            var neverSent = exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;
            return new TelegramFailure(neverSent ? TelegramTrouble.Unreachable : TelegramTrouble.Unknown, 0, $"connection: {exception.HttpRequestError}");
        }
    }

    private static TelegramReply<T> Read<T>(byte[] body, int status, JsonTypeInfo<T> type)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (root.ValueKind is JsonValueKind.Object && root.TryGetProperty("ok", out var ok))
            {
                if (ok.ValueKind is JsonValueKind.True && root.TryGetProperty("result", out var result) && result.Deserialize(type) is { } value) { return value; }

                if (ok.ValueKind is JsonValueKind.False) { return Refusal(root, status); }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Said below.
        }

        return new TelegramFailure(TelegramTrouble.Unknown, status, $"HTTP {status} without the JSON that Telegram documents");
    }

    private static TelegramFailure Refusal(JsonElement root, int status)
    {
        var code = root.TryGetProperty("error_code", out var number) && number.TryGetInt32(out var known) ? known : status;
        var description = root.TryGetProperty("description", out var words) ? words.ToString() : "";
        var parameters = root.TryGetProperty("parameters", out var found) && found.ValueKind is JsonValueKind.Object ? found : default;
        var seconds = 0;
        if (parameters.ValueKind is JsonValueKind.Object && parameters.TryGetProperty("retry_after", out var after)) { after.TryGetInt32(out seconds); }

        if (parameters.ValueKind is JsonValueKind.Object && parameters.TryGetProperty("migrate_to_chat_id", out var moved)) { description = $"{description}: it is {moved} now"; }

        return TelegramFailure.Of(code, description.Length > 200 ? description[..200] : description, seconds);
    }
}
