using System.Buffers.Binary;
using Steward.WeCom.Simulator.World;

namespace Steward.WeCom.Simulator.Archive;

/// <summary>
/// A made-up photograph: an uncompressed bitmap of patches in two colours, of exactly the size that is asked for (what is left after the last row is zero, which readers skip). Any part of it can be
/// computed alone.
/// </summary>
internal static class Picture
{
    private const int HeaderBytes = 54;
    private const int InfoBytes = 40;
    private const int PixelBytes = 3;
    private const int Patch = 24;

    /// <param name="number">Which picture.</param>
    /// <param name="size">Bytes of the whole file.</param>
    /// <param name="from">Where the part begins.</param>
    /// <param name="length">Bytes of the part.</param>
    public static byte[] Part(ulong number, int size, int from, int length)
    {
        var bytes = new byte[length];
        // Rows are multiples of four bytes long; four pixels always are.
        var side = (int)Math.Sqrt(Math.Max(0, size - HeaderBytes) / PixelBytes) / 4 * 4;
        if (from < HeaderBytes) { Header(size, side).AsSpan(from, Math.Min(HeaderBytes - from, length)).CopyTo(bytes); }

        var dice = new Dice(number);
        var (ground, figure) = (dice.Next(), dice.Next());
        var end = Math.Min(from + length, HeaderBytes + side * side * PixelBytes);
        var (known, colour) = (-1, ground);
        for (var at = Math.Max(from, HeaderBytes); at < end; at++)
        {
            var (pixel, channel) = Math.DivRem(at - HeaderBytes, PixelBytes);
            var (y, x) = Math.DivRem(pixel, side);
            var patch = y / Patch * side + x / Patch;
            if (patch != known) { (known, colour) = (patch, (new Dice(number ^ (ulong)patch << 8).Next() & 1) == 0 ? ground : figure); }

            var light = (uint)((x + y) * 16 / side);
            bytes[at - from] = (byte)((colour >> (8 * channel + 8) & 0x9F) + (light & 0x1F) + 0x20);
        }

        return bytes;
    }

    private static byte[] Header(int size, int side)
    {
        var header = new byte[HeaderBytes];
        "BM"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(2), size);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(10), HeaderBytes);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(14), InfoBytes);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(18), side);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(22), side);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(26), 1);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(28), 8 * PixelBytes);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(34), side * side * PixelBytes);
        return header;
    }
}
