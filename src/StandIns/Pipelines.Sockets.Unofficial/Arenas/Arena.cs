using System.Runtime.CompilerServices;

namespace Pipelines.Sockets.Unofficial.Arenas;

/// <summary>Hands out short-lived ranges of memory that are all given back at once. For one thread at a time.</summary>
public sealed class Arena<T> : IDisposable
{
    private readonly ArenaOptions _options;
    private T[] _block;
    private int _used;
    private long _usedBefore;
    private long _retainedBytes;

    /// <summary>An arena of managed arrays.</summary>
    /// <exception cref="NotSupportedException">An <paramref name="allocator"/> was given.</exception>
    public Arena(ArenaOptions? options = null, Allocator<T>? allocator = null)
    {
        if (allocator is not null)
        {
            throw new NotSupportedException("This arena allocates managed arrays only.");
        }

        _options = options ?? new ArenaOptions();
        _block = new T[LeastBlock];
    }

    private int LeastBlock => Math.Max(1, _options.BlockBytes / Unsafe.SizeOf<T>());

    /// <summary>A cleared range of <paramref name="length"/> elements, valid until the next <see cref="Reset"/>.</summary>
    public Sequence<T> Allocate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length == 0)
        {
            return default;
        }

        if (_block.Length - _used < length)
        {
            // Ranges of the old block stay valid: they keep it alive until they are forgotten.
            _usedBefore += _used;
            _block = new T[Math.Max(length, Math.Max(LeastBlock, Math.Min(_block.Length * 2, Array.MaxLength / 2)))];
            _used = 0;
        }

        var range = new Sequence<T>(_block, _used, length);
        if (!ClearsAtReset)
        {
            range.FirstSpan.Clear();
        }

        _used += length;
        return range;
    }

    /// <summary>Takes all ranges back.</summary>
    public void Reset()
    {
        var size = Unsafe.SizeOf<T>();
        _retainedBytes = _options.Retention(_retainedBytes, (_usedBefore + _used) * size);
        if (_block.Length > LeastBlock && (long)_block.Length * size > 2 * _retainedBytes)
        {
            _block = new T[Math.Max(LeastBlock, (int)(_retainedBytes / size))];
        }
        else if (ClearsAtReset)
        {
            _block.AsSpan(0, _used).Clear();
        }

        _used = 0;
        _usedBefore = 0;
    }

    /// <summary>Gives the memory up.</summary>
    public void Dispose()
    {
        if (_options.Flags.HasFlag(ArenaFlags.ClearAtDispose))
        {
            _block.AsSpan(0, _used).Clear();
        }

        _block = [];
        _used = 0;
    }

    // References that stay in unused memory would keep whatever they point to alive.
    private bool ClearsAtReset => RuntimeHelpers.IsReferenceOrContainsReferences<T>() || _options.Flags.HasFlag(ArenaFlags.ClearAtReset);
}
