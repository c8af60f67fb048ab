using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Steward.Kernel;

/// <summary>Name-based ids: RFC 9562 version 8 over SHA-256 of (namespace, kind, name). Same input, same id, in every service and at every retry.</summary>
public static class DerivedId
{
    /// <summary>The id of <paramref name="name"/> among the things of <paramref name="kind"/> in <paramref name="scope"/>.</summary>
    public static Guid Of(Guid scope, string kind, string name)
    {
        var size = 16 + Encoding.UTF8.GetByteCount(kind) + 1 + Encoding.UTF8.GetByteCount(name);
        var rented = size <= 256 ? null : ArrayPool<byte>.Shared.Rent(size);
        var input = rented is null ? stackalloc byte[size] : rented.AsSpan(0, size);
        scope.TryWriteBytes(input, bigEndian: true, out _);
        var at = 16 + Encoding.UTF8.GetBytes(kind, input[16..]);
        input[at++] = 0;
        Encoding.UTF8.GetBytes(name, input[at..]);

        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(input, hash);
        if (rented is not null) { ArrayPool<byte>.Shared.Return(rented); }

        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
