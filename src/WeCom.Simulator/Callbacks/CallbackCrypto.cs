using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Steward.WeCom.Simulator.Callbacks;

/// <summary>
/// The sender's half of WeCom's callback security: AES-256-CBC with PKCS#7 to 32 bytes over
/// <c>random(16) | length(4, big endian) | message | receiveid</c>, and a SHA-1 over the ordinally sorted parts.
/// </summary>
internal static class CallbackCrypto
{
    private const int Block = 32;
    private const int RandomBytes = 16;

    /// <exception cref="ArgumentException">The key is not 43 letters or digits.</exception>
    public static byte[] AesKey(string encodingAesKey)
    {
        if (encodingAesKey.Length != 43 || !encodingAesKey.All(char.IsAsciiLetterOrDigit))
        {
            throw new ArgumentException("An EncodingAESKey has 43 letters or digits.", nameof(encodingAesKey));
        }

        return Convert.FromBase64String(encodingAesKey + "=");
    }

    public static string Sign(string token, string timestamp, string nonce, string encrypted)
    {
        string[] parts = [token, timestamp, nonce, encrypted];
        Array.Sort(parts, StringComparer.Ordinal);
#pragma warning disable CA5350 // the protocol is SHA-1
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))));
#pragma warning restore CA5350
    }

    public static string Encrypt(string encodingAesKey, string receiveId, ReadOnlySpan<byte> random, string message)
    {
        if (random.Length != RandomBytes)
        {
            throw new ArgumentException("The prefix has 16 bytes.", nameof(random));
        }

        var key = AesKey(encodingAesKey);
        var length = Encoding.UTF8.GetByteCount(message);
        var used = RandomBytes + 4 + length + Encoding.UTF8.GetByteCount(receiveId);
        var pad = Padding(used);
        var plain = new byte[used + pad];
        random.CopyTo(plain);
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(RandomBytes), length);
        Encoding.UTF8.GetBytes(message, plain.AsSpan(RandomBytes + 4));
        Encoding.UTF8.GetBytes(receiveId, plain.AsSpan(RandomBytes + 4 + length));
        plain.AsSpan(used).Fill((byte)pad);

        using var aes = Aes.Create();
        aes.Key = key;
        return Convert.ToBase64String(aes.EncryptCbc(plain, key.AsSpan(0, 16), PaddingMode.None));
    }

    /// <summary>1 to 32: an aligned text gets a whole block.</summary>
    public static int Padding(int length) => Block - (length % Block);
}
