using Steward.Contracts.Members.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Members.ApiKeys;

/// <summary>Ends a key; the moment of the first revocation stays.</summary>
internal sealed class RevokeApiKeyHandler(Database database, TimeProvider clock)
{
    public async Task<Result<RevokeApiKeyResponse>> Handle(BrandId brand, Guid key, CancellationToken ct)
    {
        await using var transaction = await database.BeginAsync(brand, ct);
        var known = await transaction.ExecuteAsync(
            "update api_keys set revoked_at = coalesce(revoked_at, @now) where brand_id = @brand and key_id = @key",
            new { brand = brand.Value, key, now = clock.GetUtcNow() },
            ct);
        if (known == 0) { return ApiKeyProblems.Unknown(key); }

        await transaction.CommitAsync(ct);
        return new RevokeApiKeyResponse();
    }
}
