using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace Steward.WeCom.Simulator.Api;

/// <summary>An opaque place in a stable list.</summary>
internal static class Cursor
{
    private const int Mark = 0x53575244;

    public static string At(int offset)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(bytes, Mark);
        BinaryPrimitives.WriteInt32BigEndian(bytes[4..], offset);
        return Base64Url.EncodeToString(bytes);
    }

    /// <returns>The offset, 0 for none, or null for a cursor that was never given out.</returns>
    public static int? Read(string cursor)
    {
        if (cursor.Length == 0)
        {
            return 0;
        }

        Span<byte> bytes = stackalloc byte[16];
        return cursor.Length < 20
            && Base64Url.IsValid(cursor)
            && Base64Url.TryDecodeFromUtf8(Encoding.UTF8.GetBytes(cursor), bytes, out var length)
            && length == 8
            && BinaryPrimitives.ReadInt32BigEndian(bytes) == Mark
            && BinaryPrimitives.ReadInt32BigEndian(bytes[4..]) is >= 0 and var offset
                ? offset
                : null;
    }

    /// <summary>One page and the cursor of the next, which is empty at the end.</summary>
    public static (IReadOnlyList<T> Page, string Next) Page<T>(IReadOnlyList<T> items, int offset, int limit)
    {
        var page = items.Skip(offset).Take(limit).ToList();
        return (page, offset + page.Count < items.Count ? At(offset + page.Count) : "");
    }
}
