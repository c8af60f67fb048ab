using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Steward.WeCom.Simulator.Tests.Callbacks;

/// <summary>The receiver's half, written apart from the simulator so that both must agree with the protocol, not with each other.</summary>
internal static class TinyDecryptor
{
    public static string Signature(params string[] parts)
    {
        var joined = string.Concat(parts.Order(StringComparer.Ordinal));
#pragma warning disable CA5350 // the protocol is SHA-1
        return Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(joined))).ToLowerInvariant();
#pragma warning restore CA5350
    }

    /// <exception cref="InvalidDataException">Padding or length is wrong, or the receiver is another one.</exception>
    public static string Open(string key43, string cipher, string receiveId)
    {
        var key = Convert.FromBase64String(key43 + "=");
        using var aes = Aes.Create();
        aes.Mode = CipherMode.CBC;
        aes.Padding = PaddingMode.None;
        aes.Key = key;
        aes.IV = key[..16];
        using var decryptor = aes.CreateDecryptor();
        var bytes = Convert.FromBase64String(cipher);
        var plain = decryptor.TransformFinalBlock(bytes, 0, bytes.Length);
        int pad = plain[^1];
        if (pad is < 1 or > 32 || plain[^pad..].Any(b => b != pad))
        {
            throw new InvalidDataException("padding");
        }

        plain = plain[..^pad];
        var length = BinaryPrimitives.ReadInt32BigEndian(plain.AsSpan(16));
        if (length < 0 || length > plain.Length - 20)
        {
            throw new InvalidDataException("length");
        }

        var receiver = Encoding.UTF8.GetString(plain[(20 + length)..]);
        return receiver == receiveId ? Encoding.UTF8.GetString(plain, 20, length) : throw new InvalidDataException("receiver " + receiver);
    }
}
