namespace Pipelines.Sockets.Unofficial.Arenas;

/// <summary>A <see cref="Sequence{T}"/> whose element type is not named.</summary>
public readonly struct Sequence
{
    private readonly Array? _array;
    private readonly int _offset;
    private readonly int _length;

    internal Sequence(Array? array, int offset, int length)
    {
        _array = array;
        _offset = offset;
        _length = length;
    }

    /// <summary>Number of elements.</summary>
    public long Length => _length;

    /// <summary>The same elements with their type.</summary>
    /// <exception cref="InvalidCastException">The elements are of another type.</exception>
    public Sequence<T> Cast<T>() => _array is null ? default : new Sequence<T>((T[])_array, _offset, _length);
}

/// <summary>A range of an arena's memory. Here it is always one piece of one array.</summary>
public readonly struct Sequence<T>
{
    private readonly T[]? _array;
    private readonly int _offset;
    private readonly int _length;

    internal Sequence(T[] array, int offset, int length)
    {
        _array = array;
        _offset = offset;
        _length = length;
    }

    /// <summary>Number of elements.</summary>
    public long Length => _length;

    /// <summary>Whether there are no elements.</summary>
    public bool IsEmpty => _length == 0;

    /// <summary>Whether all elements lie in <see cref="FirstSpan"/>.</summary>
    public bool IsSingleSegment => true;

    /// <summary>The elements.</summary>
    public Span<T> FirstSpan => new(_array, _offset, _length);

    /// <summary>The contiguous pieces, of which there is one, or none if the sequence is empty.</summary>
    public SpanEnumerable Spans => new(FirstSpan);

    /// <summary>One element.</summary>
    public ref T this[int index] => ref FirstSpan[index];

    /// <summary>The same elements without their type.</summary>
    public Sequence Untyped() => new(_array, _offset, _length);

    /// <summary>Enumerates the elements by reference.</summary>
    public Enumerator GetEnumerator() => new(FirstSpan);

    /// <summary>Enumerates elements by reference.</summary>
    public ref struct Enumerator
    {
        private readonly Span<T> _span;
        private int _index;

        internal Enumerator(Span<T> span)
        {
            _span = span;
            _index = -1;
        }

        /// <summary>The element that was reached.</summary>
        public readonly ref T Current => ref _span[_index];

        /// <summary>Goes to the next element; false at the end.</summary>
        public bool MoveNext() => ++_index < _span.Length;

        /// <summary>Goes to the next element, which must exist.</summary>
        public ref T GetNext() => ref _span[++_index];
    }

    /// <summary>The contiguous pieces of a sequence.</summary>
    public readonly ref struct SpanEnumerable
    {
        private readonly Span<T> _span;

        internal SpanEnumerable(Span<T> span) => _span = span;

        /// <summary>Enumerates the pieces.</summary>
        public SpanEnumerator GetEnumerator() => new(_span);
    }

    /// <summary>Enumerates the contiguous pieces of a sequence.</summary>
    public ref struct SpanEnumerator
    {
        private readonly Span<T> _span;
        private int _reached;

        internal SpanEnumerator(Span<T> span) => _span = span;

        /// <summary>The piece that was reached.</summary>
        public readonly Span<T> Current => _reached == 1 ? _span : default;

        /// <summary>Goes to the next piece; false at the end.</summary>
        public bool MoveNext() => !_span.IsEmpty && ++_reached == 1;
    }
}
