namespace Pipelines.Sockets.Unofficial;

/// <summary>Variants of a <see cref="SocketConnection"/>.</summary>
[Flags]
public enum SocketConnectionOptions
{
    /// <summary>No variant.</summary>
    None = 0,

    /// <summary>Waits for data without holding a buffer.</summary>
    ZeroLengthReads = 1,
}
