using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Steward.Contracts.Members.V1;

namespace Steward.Gateway.Keys;

/// <summary>
/// Who holds a key: remembered for a minute in the cache that all replicas share, asked of Members otherwise. When the cache does not answer it is
/// left alone for a few seconds and Members is asked each time: slower, but nothing fails. The cache never sees a secret, only its hash.
/// </summary>
internal sealed partial class KnownKeys(IDistributedCache cache, CacheOutage outage, IOptions<KeyOptions> options, TimeProvider clock, ILogger<KnownKeys> logger)
{
    /// <summary>The holder, or null when the key is not valid. Throws <see cref="RpcException"/> when Members does not answer.</summary>
    public async Task<KeyHolder?> FindAsync(string secret, BrandService.BrandServiceClient members, CancellationToken ct)
    {
        var name = $"gateway:key:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))}";
        if (await ReadAsync(name, ct) is { } known && known.Until > clock.GetUtcNow()) { return known; }

        AuthenticateApiKeyResponse reply;
        try
        {
            reply = await members.AuthenticateApiKeyAsync(new AuthenticateApiKeyRequest { Secret = secret }, cancellationToken: ct);
        }
        catch (RpcException refusal) when (refusal.StatusCode is StatusCode.Unauthenticated)
        {
            return null;
        }

        var holder = new KeyHolder(Guid.Parse(reply.BrandId), Guid.Parse(reply.KeyId), [.. reply.Scopes], clock.GetUtcNow() + options.Value.Remember);
        await WriteAsync(name, holder, ct);
        return holder;
    }

    private async Task<KeyHolder?> ReadAsync(string name, CancellationToken ct)
    {
        if (outage.Lasts) { return null; }

        try
        {
            return await cache.GetAsync(name, ct) is { } bytes ? JsonSerializer.Deserialize<KeyHolder>(bytes) : null;
        }
        catch (Exception exception) when (IsOutage(exception))
        {
            NoteOutage(exception);
            return null;
        }
    }

    private async Task WriteAsync(string name, KeyHolder holder, CancellationToken ct)
    {
        if (outage.Lasts) { return; }

        try
        {
            await cache.SetAsync(
                name,
                JsonSerializer.SerializeToUtf8Bytes(holder),
                new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = options.Value.Remember },
                ct);
        }
        catch (Exception exception) when (IsOutage(exception))
        {
            NoteOutage(exception);
        }
    }

    private static bool IsOutage(Exception exception) => exception is RedisException or RedisTimeoutException or JsonException;

    private void NoteOutage(Exception exception)
    {
        outage.Begin();
        Log.CacheDown(logger, exception);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The key cache does not answer; Members is asked instead.")]
        public static partial void CacheDown(ILogger logger, Exception exception);
    }
}
