using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Steward.Channels.Tests.Archive;

/// <summary>Seals messages as the stand-in does: a random key under RSA PKCS#1 v1.5, the message under AES-256-GCM.</summary>
internal sealed class Sealing : IDisposable
{
    private readonly RSA _rsa = RSA.Create(2048);

    public string PrivateKeyPem => _rsa.ExportPkcs8PrivateKeyPem();

    /// <summary>An item of a page, without its position.</summary>
    public string Seal(string message, int version, byte[]? randomKey = null)
    {
        var key = randomKey ?? RandomNumberGenerator.GetBytes(32);
        var nonce = RandomNumberGenerator.GetBytes(12);
        var plain = Encoding.UTF8.GetBytes(message);
        var (cipher, tag) = (new byte[plain.Length], new byte[16]);
        using var aes = new AesGcm(key, 16);
        aes.Encrypt(nonce, plain, cipher, tag);
        var sealedKey = Convert.ToBase64String(_rsa.Encrypt(key, RSAEncryptionPadding.Pkcs1));
        return string.Create(CultureInfo.InvariantCulture, $$"""{"msgid":"x","publickey_ver":{{version}},"encrypt_random_key":"{{sealedKey}}","encrypt_chat_msg":"{{Convert.ToBase64String([.. nonce, .. cipher, .. tag])}}"}""");
    }

    public void Dispose() => _rsa.Dispose();
}
