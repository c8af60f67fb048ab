using System.IO.Pipelines;

namespace Pipelines.Sockets.Unofficial;

/// <summary>A duplex pipe that counts what went through it.</summary>
public interface IMeasuredDuplexPipe : IDuplexPipe
{
    /// <summary>Bytes sent to the peer so far.</summary>
    long TotalBytesSent { get; }

    /// <summary>Bytes received from the peer so far.</summary>
    long TotalBytesReceived { get; }
}
