using System.Security.Cryptography;
using Steward.Contracts.Members.V1;
using Steward.Kernel;
using Steward.Members.Brands;
using Steward.ServiceDefaults.Storage;

namespace Steward.Members.ApiKeys;

/// <summary>
/// Makes a key for a brand. Issuing the same key with the same given secret again is harmless; without a given secret a repeat is refused, because the
/// first secret is not kept.
/// </summary>
internal sealed class IssueApiKeyHandler(Database database, ApiKeyHash hash, TimeProvider clock)
{
    public async Task<Result<IssueApiKeyResponse>> Handle(BrandId brand, Guid key, IssueApiKeyRequest request, CancellationToken ct)
    {
        var name = request.Name.Trim();
        var expiresAt = request.ExpiresAt?.ToDateTimeOffset();
        var now = clock.GetUtcNow();
        if (name.Length is < 1 or > 60 || name.Any(char.IsControl)) { return ApiKeyProblems.Name(); }

        if (request.Scopes.Count == 0 || request.Scopes.Except(ApiKeyScopes.All).Any()) { return ApiKeyProblems.Scopes(); }

        if (expiresAt <= now) { return ApiKeyProblems.Expiry(); }

        var secret = request.Secret.Length == 0 ? ApiKeySecret.Make() : ApiKeySecret.Given(request.Secret, key);
        if (secret is null) { return ApiKeyProblems.Secret(); }

        var hashed = hash.Of(secret);
        await using var transaction = await database.BeginAsync(brand, ct);
        if (await transaction.SingleAsync<long>("select count(*) from brands where brand_id = @brand", new { brand = brand.Value }, ct) == 0) { return BrandProblems.Unknown(brand); }

        var inserted = await transaction.ExecuteAsync(
            """
            insert into api_keys (brand_id, key_id, name, prefix, hash, scopes, created_at, expires_at)
            values (@brand, @key, @name, @prefix, @hashed, @scopes, @now, @expiresAt) on conflict (brand_id, key_id) do nothing
            """,
            new { brand = brand.Value, key, name, prefix = secret.Prefix, hashed, scopes = request.Scopes.Distinct().ToArray(), now, expiresAt },
            ct);
        if (inserted == 0)
        {
            var known = await transaction.SingleAsync<byte[]>("select hash from api_keys where brand_id = @brand and key_id = @key", new { brand = brand.Value, key }, ct);
            return CryptographicOperations.FixedTimeEquals(known, hashed) ? Reply(key, secret) : ApiKeyProblems.AlreadyIssued(key);
        }

        var found = await transaction.ExecuteAsync(
            "insert into api_key_prefixes (prefix, brand_id, key_id) values (@prefix, @brand, @key) on conflict (prefix) do nothing",
            new { prefix = secret.Prefix, brand = brand.Value, key },
            ct);
        if (found == 0) { return ApiKeyProblems.SecretTaken(); }

        await transaction.CommitAsync(ct);
        return Reply(key, secret);
    }

    private static IssueApiKeyResponse Reply(Guid key, ApiKeySecret secret) => new() { KeyId = key.ToString(), Secret = secret.Text };
}
