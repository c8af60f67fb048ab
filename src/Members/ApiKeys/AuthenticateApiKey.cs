using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Npgsql;
using Steward.Contracts.Members.V1;
using Steward.Kernel;
using Steward.ServiceDefaults.Storage;

namespace Steward.Members.ApiKeys;

/// <summary>The brand behind a secret: the prefix finds the brand outside of row-level security, the hash is compared inside of it.</summary>
internal sealed class AuthenticateApiKeyHandler(Database database, ApiKeyHash hash, TimeProvider clock)
{
    private static readonly Counter<long> Refused = MembersMeter.Meter.CreateCounter<long>("steward.members.api_keys_refused", description: "API keys that were unknown, expired or revoked.");

    public async Task<Result<AuthenticateApiKeyResponse>> Handle(string text, CancellationToken ct)
    {
        if (ApiKeySecret.Read(text) is not { } secret) { return Refuse("malformed"); }

        var hashed = hash.Of(secret);
        if (await FindAsync(secret.Prefix, ct) is not var (brand, key)) { return Refuse("unknown"); }

        await using var transaction = await database.BeginAsync(brand, ct);
        var row = await transaction.SingleOrDefaultAsync<Row>(
            "select hash, scopes, expires_at, revoked_at from api_keys where brand_id = @brand and key_id = @key",
            new { brand = brand.Value, key },
            ct);
        if (row is null || !CryptographicOperations.FixedTimeEquals(row.Hash, hashed)) { return Refuse("unknown"); }

        if (row.RevokedAt is not null) { return Refuse("revoked"); }

        if (row.ExpiresAt <= clock.GetUtcNow()) { return Refuse("expired"); }

        return new AuthenticateApiKeyResponse { BrandId = brand.ToString(), KeyId = key.ToString(), Scopes = { row.Scopes } };
    }

    private static Problem Refuse(string reason)
    {
        Refused.Add(1, new KeyValuePair<string, object?>("reason", reason));
        return ApiKeyProblems.NotValid();
    }

    private async Task<(BrandId Brand, Guid Key)?> FindAsync(string prefix, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var query = new NpgsqlCommand("select brand_id, key_id from api_key_prefixes where prefix = $1", connection);
        query.Parameters.Add(new NpgsqlParameter<string> { TypedValue = prefix });
        await using var reader = await query.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (new BrandId(reader.GetGuid(0)), reader.GetGuid(1)) : null;
    }

    private sealed record Row
    {
        public byte[] Hash { get; init; } = [];

        public string[] Scopes { get; init; } = [];

        public DateTimeOffset? ExpiresAt { get; init; }

        public DateTimeOffset? RevokedAt { get; init; }
    }
}
