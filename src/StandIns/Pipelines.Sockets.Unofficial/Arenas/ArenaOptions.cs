namespace Pipelines.Sockets.Unofficial.Arenas;

/// <summary>Variants of an arena.</summary>
[Flags]
public enum ArenaFlags
{
    /// <summary>Memory is cleared at a reset only where it holds references.</summary>
    None = 0,

    /// <summary>Used memory is always cleared at a reset.</summary>
    ClearAtReset = 1,

    /// <summary>Used memory is always cleared at disposal.</summary>
    ClearAtDispose = 2,
}

/// <summary>How an arena allocates.</summary>
/// <param name="flags">Variants.</param>
/// <param name="blockSizeBytes">Least size of a block in bytes; 0 means the default.</param>
/// <param name="retentionPolicy">
/// Given what was retained at the last reset and what was used since (both in bytes), says what to retain; null means that retention decays slowly.
/// </param>
public class ArenaOptions(ArenaFlags flags = ArenaFlags.None, int blockSizeBytes = 0, Func<long, long, long>? retentionPolicy = null)
{
    private const int DefaultBlockBytes = 64 * 1024;

    internal ArenaFlags Flags { get; } = flags;

    internal int BlockBytes { get; } = blockSizeBytes > 0 ? blockSizeBytes : DefaultBlockBytes;

    internal Func<long, long, long> Retention { get; } = retentionPolicy ?? ((retained, used) => Math.Max(used, retained / 10 * 9));
}

/// <summary>Memory of the caller's own for an arena; named in the constructor of <see cref="Arena{T}"/>, which takes none.</summary>
public abstract class Allocator<T>;
