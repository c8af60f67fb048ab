using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Steward.Channels.Accounts;
using Steward.Channels.Storage;
using Steward.Kernel;

namespace Steward.Channels.Telegram;

/// <summary>Telegram's webhook at the door: prove the sender, store raw, answer. Anything but 2xx makes Telegram send again, so what is no update at all is answered 400 only once it is proved to be its own.</summary>
internal sealed partial class ReceiveUpdate(AccountDirectory accounts, KeepUpdates keep, ILogger<ReceiveUpdate> logger)
{
    private const int LargestBody = 1024 * 1024;
    private const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";

    public async Task<IResult> HandleAsync(HttpRequest request, string accountId, CancellationToken ct)
    {
        if (!Guid.TryParse(accountId, out var id) || await accounts.FindAsync(new AccountId(id), ct) is not { Channel: "telegram", Secrets.CallbackToken.Length: > 0 } account)
        {
            return Refuse(StatusCodes.Status404NotFound, "unknown_account", accountId);
        }

        if (!Proved(request.Headers[SecretHeader].ToString(), account.Secrets.CallbackToken)) { return Refuse(StatusCodes.Status403Forbidden, "bad_secret", accountId); }

        if (request.ContentLength > LargestBody) { return Refuse(StatusCodes.Status413PayloadTooLarge, "too_large", accountId); }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) { limit.MaxRequestBodySize = LargestBody; }

        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: ct);
            if (RawUpdate.Of(body.RootElement) is not { } update) { return Refuse(StatusCodes.Status400BadRequest, "malformed", accountId); }

            await keep.HandleAsync(account, [update], ct);
            return Results.Ok();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // The latter two: bytes that are no UTF-8.
            return Refuse(StatusCodes.Status400BadRequest, "malformed", accountId);
        }
        catch (NotStoredException)
        {
            return Refuse(StatusCodes.Status503ServiceUnavailable, "not_stored", accountId);
        }
        catch (BadHttpRequestException exception)
        {
            return Refuse(exception.StatusCode, exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? "too_large" : "malformed", accountId);
        }
    }

    /// <summary>Takes the same time wherever it differs, and whatever its length.</summary>
    private static bool Proved(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));

    private IResult Refuse(int status, string reason, string accountId)
    {
        KeepUpdates.Count(reason, 1);
        Log.Refused(logger, accountId.Length > 40 ? accountId[..40] : accountId, reason);
        return Results.Text($"{status} {reason}", "text/plain", statusCode: status);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "An update for account {Account} was refused: {Reason}.")]
        public static partial void Refused(ILogger logger, string account, string reason);
    }
}
