using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Steward.Channels.Accounts;
using Steward.Channels.Archive;
using Steward.Kernel;

namespace Steward.Channels.Callbacks;

/// <summary>
/// WeCom's callbacks at the door: verify, decrypt, keep, answer. WeCom waits five seconds and takes silence for failure, so what an event means is
/// worked out afterwards by <see cref="ApplyCallbacks"/>.
/// </summary>
internal sealed partial class ReceiveCallback(AccountDirectory accounts, KeepCallbacks keep, ArchiveBell archive, ILogger<ReceiveCallback> logger)
{
    private const int LargestBody = 64 * 1024;
    private static readonly Meter Meter = new("Steward.Channels");
    private static readonly Counter<long> Received = Meter.CreateCounter<long>("steward.callbacks.received", description: "Callbacks, by outcome: accepted, repeated, or why they were refused.");

    /// <summary>The check that WeCom makes when an administrator saves the URL: the decrypted echo and nothing else, within a second.</summary>
    public async Task<IResult> VerifyAsync(HttpRequest request, string accountId, CancellationToken ct)
    {
        var (account, keys) = await FindAsync(accountId, ct);
        if (account is null || keys is null) { return Refuse(StatusCodes.Status404NotFound, "unknown_account", accountId); }

        var echo = request.Query["echostr"].ToString();
        if (!Signed(request, keys, echo)) { return Refuse(StatusCodes.Status403Forbidden, "bad_signature", accountId); }

        var decrypted = CallbackCrypto.Decrypt(keys, echo, account.ReceiveId);
        return decrypted.Message is { } plain ? Results.Text(plain, "text/plain") : Refuse(StatusCodes.Status403Forbidden, "bad_cipher", accountId);
    }

    /// <summary>An event.</summary>
    public async Task<IResult> ReceiveAsync(HttpRequest request, string accountId, CancellationToken ct)
    {
        if (await ReadBodyAsync(request, ct) is not { } body) { return Refuse(StatusCodes.Status413PayloadTooLarge, "too_large", accountId); }

        var (account, keys) = await FindAsync(accountId, ct);
        if (account is null || keys is null) { return Refuse(StatusCodes.Status404NotFound, "unknown_account", accountId); }

        if (CallbackXml.EncryptedOf(body) is not { } encrypted) { return Refuse(StatusCodes.Status400BadRequest, "malformed", accountId); }

        if (!Signed(request, keys, encrypted)) { return Refuse(StatusCodes.Status403Forbidden, "bad_signature", accountId); }

        var decrypted = CallbackCrypto.Decrypt(keys, encrypted, account.ReceiveId);
        if (decrypted.Message is not { } plain) { return Refuse(StatusCodes.Status403Forbidden, decrypted.Code == CallbackCrypto.OtherReceiver ? "other_receiver" : "bad_cipher", accountId); }

        if (CallbackEvent.Parse(plain) is not { } told) { return Refuse(StatusCodes.Status400BadRequest, "malformed", accountId); }

        var kept = await keep.KeepAsync(account, told, plain.Contains('\0', StringComparison.Ordinal) ? plain.Replace("\0", "", StringComparison.Ordinal) : plain);
        if (kept is Keeping.Failed) { return Lost(request, accountId); }

        Count(kept is Keeping.Kept ? "accepted" : "repeated");
        if (told.Event == "msgaudit_notify") { archive.Ring(account.Id); }

        return Results.Text("success", "text/plain");
    }

    /// <summary>
    /// Nothing was stored. WeCom sends again after a broken connection or silence, not surely after an error status: so the connection is broken. What it
    /// drops in the end, the next reconciliation finds.
    /// </summary>
    private IResult Lost(HttpRequest request, string accountId)
    {
        Count("not_stored");
        Log.Refused(logger, accountId, "not_stored");
        request.HttpContext.Abort();
        return Results.Empty;
    }

    private async Task<(Account? Account, CallbackKeys? Keys)> FindAsync(string accountId, CancellationToken ct)
    {
        if (!Guid.TryParse(accountId, out var id) || await accounts.FindAsync(new AccountId(id), ct) is not { Channel: "wecom" } account) { return default; }

        return (account, CallbackKeys.TryCreate(account.Secrets.CallbackToken, account.Secrets.EncodingAesKey, out var keys) ? keys : null);
    }

    private static bool Signed(HttpRequest request, CallbackKeys keys, string encrypted) =>
        CallbackCrypto.VerifySignature(keys, request.Query["timestamp"].ToString(), request.Query["nonce"].ToString(), encrypted, request.Query["msg_signature"].ToString());

    private static async Task<byte[]?> ReadBodyAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > LargestBody) { return null; }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) { limit.MaxRequestBodySize = LargestBody; }

        using var body = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(body, ct);
            return body.ToArray();
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }

    private IResult Refuse(int status, string reason, string accountId)
    {
        Count(reason);
        Log.Refused(logger, accountId.Length > 40 ? accountId[..40] : accountId, reason);
        return Results.Text(string.Create(CultureInfo.InvariantCulture, $"{status} {reason}"), "text/plain", statusCode: status);
    }

    private static void Count(string outcome) => Received.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A callback for account {Account} was refused: {Reason}.")]
        public static partial void Refused(ILogger logger, string account, string reason);
    }
}
