using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Steward.Channels.Callbacks;

/// <summary>
/// WeCom's callback cryptography. A signature is SHA-1 over the ordinally sorted parts; the cipher is AES-256-CBC whose padding goes to multiples of
/// 32, more than .NET's own PKCS#7 accepts, so it is taken off by hand.
/// </summary>
internal static class CallbackCrypto
{
    /// <summary>The code of a message that is for another corp.</summary>
    public const int OtherReceiver = -40005;

    private const int Block = 32;
    private const int RandomBytes = 16;
    private const int LengthBytes = 4;

    /// <summary>Whether the signature is that of these parts; takes the same time wherever it differs.</summary>
    public static bool VerifySignature(CallbackKeys keys, string timestamp, string nonce, string encrypted, string signature) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(keys, timestamp, nonce, encrypted)), Encoding.UTF8.GetBytes(signature));

    /// <summary>The signature in lower-case hexadecimal.</summary>
    public static string Sign(CallbackKeys keys, string timestamp, string nonce, string encrypted)
    {
        string[] parts = [keys.Token, timestamp, nonce, encrypted];
        Array.Sort(parts, StringComparer.Ordinal);
        // The algorithm is WeCom's, not ours to choose.
#pragma warning disable CA5350
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))));
#pragma warning restore CA5350
    }

    /// <summary>The message in a cipher text, or why there is none.</summary>
    /// <param name="keys">The account's keys.</param>
    /// <param name="encrypted">Base64.</param>
    /// <param name="receiveId">Whom it must be for: the corp id.</param>
    public static Decrypted Decrypt(CallbackKeys keys, string encrypted, string receiveId)
    {
        var cipher = new byte[encrypted.Length * 3 / 4 + 3];
        if (!Convert.TryFromBase64String(encrypted, cipher, out var length)) { return Decrypted.Bad(-40010, "the cipher text is not base64"); }

        if (length == 0 || length % 16 != 0) { return Decrypted.Bad(-40007, "the cipher text is not made of whole blocks"); }

        using var aes = Aes.Create();
        aes.Key = keys.AesKey;
        var plain = aes.DecryptCbc(cipher.AsSpan(0, length), keys.AesKey.AsSpan(0, 16), PaddingMode.None);
        return Unpad(plain) is { } unpadded ? Read(unpadded, receiveId) : Decrypted.Bad(-40008, "the padding is wrong");
    }

    /// <summary>The cipher text of a message, as WeCom would make it. Passive replies and tests need it.</summary>
    public static string Encrypt(CallbackKeys keys, ReadOnlySpan<byte> random, string message, string receiveId)
    {
        var body = Encoding.UTF8.GetBytes(message);
        var id = Encoding.UTF8.GetBytes(receiveId);
        var size = RandomBytes + LengthBytes + body.Length + id.Length;
        var pad = Block - size % Block;
        var plain = new byte[size + pad];
        random[..RandomBytes].CopyTo(plain);
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(RandomBytes), body.Length);
        body.CopyTo(plain, RandomBytes + LengthBytes);
        id.CopyTo(plain, RandomBytes + LengthBytes + body.Length);
        plain.AsSpan(size).Fill((byte)pad);
        using var aes = Aes.Create();
        aes.Key = keys.AesKey;
        return Convert.ToBase64String(aes.EncryptCbc(plain, keys.AesKey.AsSpan(0, 16), PaddingMode.None));
    }

    private static byte[]? Unpad(byte[] plain)
    {
        var pad = plain[^1];
        return pad is > 0 and <= Block && pad <= plain.Length && !plain.AsSpan(plain.Length - pad).ContainsAnyExcept(pad) ? plain[..^pad] : null;
    }

    private static Decrypted Read(ReadOnlySpan<byte> plain, string receiveId)
    {
        if (plain.Length < RandomBytes + LengthBytes) { return Decrypted.Bad(-40008, "the buffer is too short"); }

        var length = BinaryPrimitives.ReadInt32BigEndian(plain[RandomBytes..]);
        var rest = plain[(RandomBytes + LengthBytes)..];
        if (length < 0 || length > rest.Length) { return Decrypted.Bad(-40008, "the length is wrong"); }

        return rest[length..].SequenceEqual(Encoding.UTF8.GetBytes(receiveId))
            ? new Decrypted(Encoding.UTF8.GetString(rest[..length]), 0, "")
            : Decrypted.Bad(OtherReceiver, "it is for somebody else");
    }
}

/// <summary>A decrypted message, or the code that WeCom's own libraries give and why.</summary>
internal readonly record struct Decrypted(string? Message, int Code, string Error)
{
    public static Decrypted Bad(int code, string error) => new(null, code, error);
}
