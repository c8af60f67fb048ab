namespace Pipelines.Sockets.Unofficial.Arenas;

/// <summary>Makes something of an element.</summary>
public delegate TTo Projection<TFrom, TTo>(in TFrom from);

/// <summary>Makes something of an element and a state.</summary>
public delegate TTo Projection<TFrom, TState, TTo>(in TFrom from, in TState state);

/// <summary>Projects sequences.</summary>
public static class SequenceExtensions
{
    /// <summary>An array of what <paramref name="projection"/> makes of each element.</summary>
    public static TTo[] ToArray<TFrom, TTo>(this in Sequence<TFrom> source, Projection<TFrom, TTo> projection)
    {
        if (source.IsEmpty)
        {
            return [];
        }

        var result = new TTo[source.Length];
        source.CopyTo(result, projection);
        return result;
    }

    /// <summary>An array of what <paramref name="projection"/> makes of each element and the state.</summary>
    public static TTo[] ToArray<TFrom, TState, TTo>(this in Sequence<TFrom> source, Projection<TFrom, TState, TTo> projection, in TState state)
    {
        ArgumentNullException.ThrowIfNull(projection);
        var from = source.FirstSpan;
        if (from.IsEmpty)
        {
            return [];
        }

        var result = new TTo[from.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = projection(in from[i], in state);
        }

        return result;
    }

    /// <summary>Writes what <paramref name="projection"/> makes of each element to <paramref name="destination"/>, which must be long enough.</summary>
    public static void CopyTo<TFrom, TTo>(this in Sequence<TFrom> source, Span<TTo> destination, Projection<TFrom, TTo> projection)
    {
        ArgumentNullException.ThrowIfNull(projection);
        var from = source.FirstSpan;
        if (from.Length > destination.Length)
        {
            throw new ArgumentException("The destination is too short.", nameof(destination));
        }

        for (var i = 0; i < from.Length; i++)
        {
            destination[i] = projection(in from[i]);
        }
    }
}
