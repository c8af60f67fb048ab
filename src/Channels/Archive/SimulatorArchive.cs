using System.Net.Http.Headers;
using System.Text.Json;
using Steward.Channels.Accounts;

namespace Steward.Channels.Archive;

/// <summary>The archive of the WeCom stand-in: messages in clear over HTTP. The real one is a native library that answers RSA-encrypted messages.</summary>
internal sealed class SimulatorArchive(HttpClient http, TimeProvider clock) : IMessageArchive
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public async Task<ArchivePage> PullAsync(Account account, long seq, int limit, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(account.BaseUrl, $"/sim/v1/archive/{Uri.EscapeDataString(account.CorpId)}/getchatdata"));
        request.Headers.Add("X-Archive-Secret", account.Secrets.ArchiveSecret);
        request.Content = new StringContent($$"""{"seq":{{seq}},"limit":{{limit}}}""", MediaTypeHeaderValue.Parse("application/json"));
        using var timeout = new CancellationTokenSource(Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            using var response = await http.SendAsync(request, both.Token);
            if (!response.IsSuccessStatusCode) { throw new ArchiveException($"HTTP {(int)response.StatusCode}", false, null); }

            return Split(await response.Content.ReadAsByteArrayAsync(both.Token));
        }
        catch (HttpRequestException exception)
        {
            throw new ArchiveException($"connection: {exception.HttpRequestError}", false, exception);
        }
        catch (OperationCanceledException exception) when (!ct.IsCancellationRequested)
        {
            throw new ArchiveException($"no answer within {Timeout.TotalSeconds} s", false, exception);
        }
    }

    /// <summary>Finds where each message begins and ends, without looking into it: one that is malformed must not spoil the page.</summary>
    internal static ArchivePage Split(byte[] page)
    {
        try
        {
            var reader = new Utf8JsonReader(page);
            var items = new List<ArchiveItem>();
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject) { throw new JsonException("a page is an object"); }

            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("errcode"u8)) { CheckCode(ref reader, page); }
                else if (reader.ValueTextEquals("chatdata"u8)) { ReadItems(ref reader, page, items); }
                else { reader.Skip(); }
            }

            return new ArchivePage(items, page.Length);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ArchiveException("the page is not the JSON that is agreed", false, exception);
        }
    }

    private static void CheckCode(ref Utf8JsonReader reader, byte[] page)
    {
        reader.Read();
        var code = reader.GetInt32();
        if (code != 0) { throw new ArchiveException($"{code} {Message(page)}", WeCom.WeComFailure.Of(code, "").Class is WeCom.FailureClass.Credentials, null); }
    }

    private static string Message(byte[] page)
    {
        using var json = JsonDocument.Parse(page);
        return json.RootElement.TryGetProperty("errmsg", out var message) ? message.ToString() : "";
    }

    private static void ReadItems(ref Utf8JsonReader reader, byte[] page, List<ArchiveItem> items)
    {
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartArray) { throw new JsonException("chatdata is an array"); }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            var seq = reader.TokenType is JsonTokenType.StartObject ? ReadSeq(ref reader) : SkipValue(ref reader);
            items.Add(new ArchiveItem(seq, page.AsMemory(start, (int)reader.BytesConsumed - start)));
        }
    }

    private static long? SkipValue(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return null;
    }

    private static long? ReadSeq(ref Utf8JsonReader reader)
    {
        long? seq = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isSeq = reader.ValueTextEquals("seq"u8);
            reader.Read();
            if (isSeq && reader.TokenType is JsonTokenType.Number && reader.TryGetInt64(out var number)) { seq = number; }
            else { reader.Skip(); }
        }

        return seq;
    }
}
