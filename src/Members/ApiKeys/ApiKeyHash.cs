using System.Security.Cryptography;
using System.Text;
using Steward.ServiceDefaults;

namespace Steward.Members.ApiKeys;

/// <summary>
/// HMAC-SHA-256 of API key secrets: without the pepper, which is not in the database, a stolen table lets nobody try out secrets. A slow password
/// hash is not needed, because secrets are random and long. The pepper is <c>ApiKeys:Pepper</c>; without it, it is derived from <c>Auth:SigningKey</c>,
/// and then changing that key ends all API keys.
/// </summary>
internal sealed class ApiKeyHash(IConfiguration configuration)
{
    private readonly byte[] _pepper = HKDF.DeriveKey(
        HashAlgorithmName.SHA256,
        Encoding.UTF8.GetBytes(configuration["ApiKeys:Pepper"] is { Length: > 0 } pepper ? pepper : Settings.Required(configuration, "Auth:SigningKey")),
        32,
        info: "steward api keys"u8.ToArray());

    /// <summary>32 bytes.</summary>
    public byte[] Of(ApiKeySecret secret) => HMACSHA256.HashData(_pepper, Encoding.UTF8.GetBytes(secret.Text));
}
