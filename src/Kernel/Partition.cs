using System.Buffers.Binary;

namespace Steward.Kernel;

/// <summary>Which of N ordered lanes a group's traffic takes. One group always takes the same lane, so its messages are seen in order.</summary>
public static class Partition
{
    /// <summary>Lane of a group, 0 to <paramref name="count"/> - 1; even because ids are hashes.</summary>
    public static int Of(GroupId group, int count)
    {
        Span<byte> bytes = stackalloc byte[16];
        group.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        return (int)(BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]) % (uint)count);
    }
}
