using System.IO.Pipelines;

namespace Pipelines.Sockets.Unofficial;

/// <summary>Streams as pipes, for connections that are not plain sockets (TLS, tunnels).</summary>
public static class StreamConnection
{
    /// <summary>Starts to move bytes between a stream and two pipes. Disposing the result (an <see cref="IDisposable"/>) disposes the stream.</summary>
    public static IDuplexPipe GetDuplex(Stream stream, PipeOptions? sendPipeOptions = null, PipeOptions? receivePipeOptions = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new StreamDuplexPipe(DuplexPump.Start(new StreamTransport(stream), sendPipeOptions, receivePipeOptions), name);
    }

    /// <summary>Reads a stream through a pipe.</summary>
    public static PipeReader GetReader(Stream stream, PipeOptions? pipeOptions = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return PipeReader.Create(stream, new StreamPipeReaderOptions(pipeOptions?.Pool));
    }

    private sealed class StreamDuplexPipe(DuplexPump pump, string? name) : IMeasuredDuplexPipe, IDisposable
    {
        public PipeReader Input => pump.Input;

        public PipeWriter Output => pump.Output;

        public long TotalBytesSent => pump.BytesSent;

        public long TotalBytesReceived => pump.BytesReceived;

        public void Dispose() => pump.Dispose();

        public override string ToString() => name ?? nameof(StreamConnection);
    }

    private sealed class StreamTransport(Stream stream) : ITransport
    {
        public ValueTask<int> ReceiveAsync(Memory<byte> buffer) => stream.ReadAsync(buffer);

        public ValueTask SendAsync(ReadOnlyMemory<byte> buffer) => stream.WriteAsync(buffer);

        public ValueTask FlushAsync() => new(stream.FlushAsync());

        public void EndSending()
        {
            // A stream has no half-close: its end comes when the connection is disposed.
        }

        public void Close() => stream.Dispose();
    }
}
