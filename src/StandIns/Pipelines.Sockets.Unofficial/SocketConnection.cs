using System.IO.Pipelines;
using System.Net.Sockets;

namespace Pipelines.Sockets.Unofficial;

/// <summary>A connected socket as a duplex pipe. Disposing it closes the socket.</summary>
public sealed class SocketConnection : IMeasuredDuplexPipe, IDisposable
{
    private readonly Socket _socket;
    private readonly DuplexPump _pump;
    private readonly string? _name;

    private SocketConnection(Socket socket, DuplexPump pump, string? name)
    {
        _socket = socket;
        _pump = pump;
        _name = name;
    }

    /// <summary>What the peer sent.</summary>
    public PipeReader Input => _pump.Input;

    /// <summary>What is sent to the peer.</summary>
    public PipeWriter Output => _pump.Output;

    /// <summary>Why the connection ended.</summary>
    public PipeShutdownKind ShutdownKind => _pump.ShutdownKind;

    /// <summary>The socket's error if the connection ended by one.</summary>
    public SocketError SocketError => _pump.SocketError;

    /// <summary>Bytes received so far.</summary>
    public long BytesRead => _pump.BytesReceived;

    /// <summary>Bytes sent so far.</summary>
    public long BytesSent => _pump.BytesSent;

    /// <summary>Bytes that the last receive brought; 0 after the peer's end.</summary>
    public int LastReceived => _pump.LastReceived;

    long IMeasuredDuplexPipe.TotalBytesReceived => BytesRead;

    long IMeasuredDuplexPipe.TotalBytesSent => BytesSent;

    /// <summary>Starts to move bytes between a connected socket and two pipes.</summary>
    /// <param name="socket">The socket; the connection owns it from now on.</param>
    /// <param name="sendPipeOptions">Thresholds and schedulers of the pipe to the socket.</param>
    /// <param name="receivePipeOptions">Thresholds and schedulers of the pipe from the socket.</param>
    /// <param name="connectionOptions">Variants.</param>
    /// <param name="name">Name for diagnosis.</param>
    public static SocketConnection Create(
        Socket socket,
        PipeOptions? sendPipeOptions = null,
        PipeOptions? receivePipeOptions = null,
        SocketConnectionOptions connectionOptions = SocketConnectionOptions.None,
        string? name = null)
    {
        ArgumentNullException.ThrowIfNull(socket);
        var transport = new SocketTransport(socket, waitsWithoutBuffer: connectionOptions.HasFlag(SocketConnectionOptions.ZeroLengthReads));
        return new SocketConnection(socket, DuplexPump.Start(transport, sendPipeOptions, receivePipeOptions), name);
    }

    /// <summary>Fails if a library that the package needs is absent; here all of them belong to the runtime.</summary>
    public static void AssertDependencies()
    {
    }

    /// <summary>Switches off the delay of small packets, where the socket has one.</summary>
    public static void SetRecommendedClientOptions(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        if (socket.ProtocolType == ProtocolType.Tcp && socket.AddressFamily != AddressFamily.Unix)
        {
            socket.NoDelay = true;
        }
    }

    /// <summary>Notes that the protocol ends the connection; false if it had ended for another reason.</summary>
    public bool TrySetProtocolShutdown(PipeShutdownKind kind) =>
        kind is PipeShutdownKind.ProtocolExitClient or PipeShutdownKind.ProtocolExitServer
            ? _pump.TryEnd(kind)
            : throw new ArgumentOutOfRangeException(nameof(kind), kind, "Only the protocol's own exits can be set.");

    /// <summary>What waits where at this moment.</summary>
    public Counters GetCounters() => new(AvailableOnSocket(), _pump.BytesWaitingToBeRead, _pump.BytesWaitingToBeSent);

    /// <summary>Closes the socket; what was not sent yet is lost.</summary>
    public void Dispose() => _pump.Dispose();

    /// <inheritdoc />
    public override string ToString() => _name ?? nameof(SocketConnection);

    private long AvailableOnSocket()
    {
        try
        {
            return _socket.Available;
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
        {
            // A closed socket has nothing to offer; the counters serve diagnosis after failures too.
            return 0;
        }
    }

    /// <summary>What waits in a connection, in bytes.</summary>
    public readonly struct Counters
    {
        internal Counters(long available, long toBeRead, long toBeSent)
        {
            BytesAvailableOnSocket = available;
            BytesWaitingToBeRead = toBeRead;
            BytesWaitingToBeSent = toBeSent;
        }

        /// <summary>Received by the operating system and not yet by us.</summary>
        public long BytesAvailableOnSocket { get; }

        /// <summary>Received by us and not yet read.</summary>
        public long BytesWaitingToBeRead { get; }

        /// <summary>Written and not yet sent.</summary>
        public long BytesWaitingToBeSent { get; }
    }

    private sealed class SocketTransport(Socket socket, bool waitsWithoutBuffer) : ITransport
    {
        public async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
        {
            if (waitsWithoutBuffer && socket.Available == 0)
            {
                await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None).ConfigureAwait(false);
            }

            return await socket.ReceiveAsync(buffer, SocketFlags.None).ConfigureAwait(false);
        }

        public async ValueTask SendAsync(ReadOnlyMemory<byte> buffer)
        {
            while (!buffer.IsEmpty)
            {
                buffer = buffer[await socket.SendAsync(buffer, SocketFlags.None).ConfigureAwait(false)..];
            }
        }

        public ValueTask FlushAsync() => ValueTask.CompletedTask;

        public void EndSending() => Shutdown(SocketShutdown.Send);

        public void Close()
        {
            Shutdown(SocketShutdown.Both);
            socket.Dispose();
        }

        private void Shutdown(SocketShutdown how)
        {
            try
            {
                socket.Shutdown(how);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The connection is gone already, which is what was asked for.
            }
        }
    }
}
