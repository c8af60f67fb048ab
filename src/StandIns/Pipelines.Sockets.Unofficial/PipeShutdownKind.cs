namespace Pipelines.Sockets.Unofficial;

/// <summary>Why a connection ended; the first reason counts.</summary>
public enum PipeShutdownKind
{
    /// <summary>It has not ended.</summary>
    None = 0,

    /// <summary>The connection was disposed.</summary>
    PipeDisposed = 1,

    /// <summary>The peer sent all it had to send.</summary>
    ReadEndOfStream = 100,

    /// <summary>The socket was disposed under the receiver.</summary>
    ReadDisposed = 101,

    /// <summary>Receiving failed in a stream.</summary>
    ReadIOException = 102,

    /// <summary>Receiving failed in another way.</summary>
    ReadException = 103,

    /// <summary>Receiving failed in the socket; see <see cref="SocketConnection.SocketError"/>.</summary>
    ReadSocketError = 104,

    /// <summary>Nobody reads what is received any more.</summary>
    ReadFlushCompleted = 105,

    /// <summary>Handing on what was received was cancelled.</summary>
    ReadFlushCanceled = 106,

    /// <summary>We sent all we had to send.</summary>
    WriteEndOfStream = 200,

    /// <summary>The socket was disposed under the sender.</summary>
    WriteDisposed = 201,

    /// <summary>Sending failed in a stream.</summary>
    WriteIOException = 203,

    /// <summary>Sending failed in another way.</summary>
    WriteException = 204,

    /// <summary>Sending failed in the socket; see <see cref="SocketConnection.SocketError"/>.</summary>
    WriteSocketError = 205,

    /// <summary>The protocol ended it, at our wish.</summary>
    ProtocolExitClient = 400,

    /// <summary>The protocol ended it, at the peer's wish.</summary>
    ProtocolExitServer = 401,
}
