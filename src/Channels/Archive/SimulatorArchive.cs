using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.Channels.Accounts;

namespace Steward.Channels.Archive;

/// <summary>
/// The archive of the WeCom stand-in over HTTP, in clear or sealed. Its inner cipher is its own, because the real one is a secret of the native library: AES-256-GCM with the
/// random key, <c>base64(nonce 12 | cipher | tag 16)</c>. The RSA around the random key is the real one.
/// </summary>
internal sealed class SimulatorArchive(HttpClient http, TimeProvider clock) : IArchiveSource
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public ArchiveMode Mode => ArchiveMode.Simulator;

    public Task<byte[]> PullAsync(Account account, long seq, int limit, CancellationToken ct) => PostAsync(account, "getchatdata", $$"""{"seq":{{seq}},"limit":{{limit}}}""", ct);

    public ReadOnlyMemory<byte>? Open(byte[] randomKey, string message)
    {
        var box = new byte[message.Length * 3 / 4 + 3];
        if (randomKey.Length != 32 || !Convert.TryFromBase64String(message, box, out var length) || length < NonceBytes + TagBytes) { return null; }

        var plain = new byte[length - NonceBytes - TagBytes];
        using var aes = new AesGcm(randomKey, TagBytes);
        try
        {
            aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes, plain.Length), box.AsSpan(length - TagBytes, TagBytes), plain);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    public async Task<MediaPart> ReadMediaAsync(Account account, string fileId, string index, CancellationToken ct)
    {
        var answer = await PostAsync(account, "getmediadata", new JsonObject { ["sdkfileid"] = fileId, ["indexbuf"] = index }.ToJsonString(), ct);
        try
        {
            using var part = JsonDocument.Parse(answer);
            var code = part.RootElement.GetProperty("errcode").GetInt32();
            if (code != 0) { throw new ArchiveException($"{code} for file {fileId}", ArchivePages.NeedsPerson(code), null, code); }

            return new MediaPart(part.RootElement.GetProperty("data").GetBytesFromBase64(), part.RootElement.GetProperty("outindexbuf").GetString() ?? "", part.RootElement.GetProperty("is_finish").GetInt32() == 1);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new ArchiveException("the file's part is not the JSON that is agreed", false, exception);
        }
    }

    private async Task<byte[]> PostAsync(Account account, string call, string body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(account.BaseUrl, $"/sim/v1/archive/{Uri.EscapeDataString(account.CorpId)}/{call}"));
        request.Headers.Add("X-Archive-Secret", account.Secrets.ArchiveSecret);
        request.Content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json"));
        using var timeout = new CancellationTokenSource(Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            using var response = await http.SendAsync(request, both.Token);
            if (!response.IsSuccessStatusCode) { throw new ArchiveException($"HTTP {(int)response.StatusCode}", false, null, ArchivePages.NoAnswer); }

            return await response.Content.ReadAsByteArrayAsync(both.Token);
        }
        catch (HttpRequestException exception)
        {
            throw new ArchiveException($"connection: {exception.HttpRequestError}", false, exception, ArchivePages.NoAnswer);
        }
        catch (OperationCanceledException exception) when (!ct.IsCancellationRequested)
        {
            throw new ArchiveException($"no answer within {Timeout.TotalSeconds} s", false, exception, ArchivePages.NoAnswer);
        }
    }
}
