using System.IO.Pipelines;
using System.Net.Sockets;

namespace Pipelines.Sockets.Unofficial;

/// <summary>What a <see cref="DuplexPump"/> moves bytes to and from.</summary>
internal interface ITransport
{
    /// <summary>Waits for data, then fills some of <paramref name="buffer"/>; 0 means that the peer sends nothing more.</summary>
    ValueTask<int> ReceiveAsync(Memory<byte> buffer);

    /// <summary>Sends all of <paramref name="buffer"/>.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> buffer);

    /// <summary>Called when a batch was sent and no more waits.</summary>
    ValueTask FlushAsync();

    /// <summary>Tells the peer that nothing more is sent.</summary>
    void EndSending();

    /// <summary>Closes both directions; pending operations fail.</summary>
    void Close();
}

/// <summary>
/// Two pipes over a transport, each with a loop. A reader that falls behind pauses the receive loop and a transport that falls behind pauses
/// the writer, at the pipes' thresholds. Failures reach the owner through the pipes; the first reason for the end is kept.
/// </summary>
internal sealed class DuplexPump : IDisposable
{
    private readonly ITransport _transport;
    private readonly Pipe _received;
    private readonly Pipe _toSend;
    private readonly MeasuredPipeReader _input;
    private readonly MeasuredPipeWriter _output;
    private int _shutdownKind;
    private int _lastReceived;
    private int _socketError;
    private long _bytesReceived;
    private long _bytesSent;

    private DuplexPump(ITransport transport, PipeOptions sendOptions, PipeOptions receiveOptions)
    {
        _transport = transport;
        _received = new Pipe(receiveOptions);
        _toSend = new Pipe(sendOptions);
        _input = new MeasuredPipeReader(_received.Reader);
        _output = new MeasuredPipeWriter(_toSend.Writer);
    }

    public PipeReader Input => _input;

    public PipeWriter Output => _output;

    public PipeShutdownKind ShutdownKind => (PipeShutdownKind)Volatile.Read(ref _shutdownKind);

    public SocketError SocketError => (SocketError)Volatile.Read(ref _socketError);

    public int LastReceived => Volatile.Read(ref _lastReceived);

    public long BytesReceived => Volatile.Read(ref _bytesReceived);

    public long BytesSent => Volatile.Read(ref _bytesSent);

    public long BytesWaitingToBeRead => Math.Max(0, BytesReceived - _input.Consumed);

    public long BytesWaitingToBeSent => Math.Max(0, _output.Written - BytesSent);

    public static DuplexPump Start(ITransport transport, PipeOptions? sendOptions, PipeOptions? receiveOptions)
    {
        sendOptions ??= PipeOptions.Default;
        receiveOptions ??= PipeOptions.Default;
        var pump = new DuplexPump(transport, sendOptions, receiveOptions);
        receiveOptions.WriterScheduler.Schedule(static state => _ = ((DuplexPump)state!).ReceiveAllAsync(), pump);
        sendOptions.ReaderScheduler.Schedule(static state => _ = ((DuplexPump)state!).SendAllAsync(), pump);
        return pump;
    }

    public bool TryEnd(PipeShutdownKind kind) => Interlocked.CompareExchange(ref _shutdownKind, (int)kind, 0) == 0;

    public void Dispose()
    {
        TryEnd(PipeShutdownKind.PipeDisposed);
        _transport.Close();

        // Loops that wait for the owner, not for the transport, end by this.
        _toSend.Reader.CancelPendingRead();
        _received.Writer.CancelPendingFlush();
    }

    private async Task ReceiveAllAsync()
    {
        Exception? failure = null;
        try
        {
            TryEnd(await ReceiveUntilEndAsync().ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            failure = Failed(
                exception, PipeShutdownKind.ReadSocketError, PipeShutdownKind.ReadDisposed, PipeShutdownKind.ReadIOException, PipeShutdownKind.ReadException);
        }

        await _received.Writer.CompleteAsync(failure).ConfigureAwait(false);
    }

    private async Task<PipeShutdownKind> ReceiveUntilEndAsync()
    {
        while (true)
        {
            var count = await _transport.ReceiveAsync(_received.Writer.GetMemory()).ConfigureAwait(false);
            Volatile.Write(ref _lastReceived, count);
            if (count == 0)
            {
                return PipeShutdownKind.ReadEndOfStream;
            }

            _received.Writer.Advance(count);
            Interlocked.Add(ref _bytesReceived, count);
            var flush = await _received.Writer.FlushAsync().ConfigureAwait(false);
            if (flush.IsCompleted)
            {
                return PipeShutdownKind.ReadFlushCompleted;
            }

            if (flush.IsCanceled)
            {
                return PipeShutdownKind.ReadFlushCanceled;
            }
        }
    }

    private async Task SendAllAsync()
    {
        Exception? failure = null;
        try
        {
            await SendUntilEndAsync().ConfigureAwait(false);
            TryEnd(PipeShutdownKind.WriteEndOfStream);
            _transport.EndSending();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            failure = Failed(
                exception, PipeShutdownKind.WriteSocketError, PipeShutdownKind.WriteDisposed, PipeShutdownKind.WriteIOException, PipeShutdownKind.WriteException);
        }

        await _toSend.Reader.CompleteAsync(failure).ConfigureAwait(false);
    }

    private async Task SendUntilEndAsync()
    {
        while (true)
        {
            var result = await _toSend.Reader.ReadAsync().ConfigureAwait(false);
            foreach (var segment in result.Buffer)
            {
                await _transport.SendAsync(segment).ConfigureAwait(false);
                Interlocked.Add(ref _bytesSent, segment.Length);
            }

            if (!result.Buffer.IsEmpty)
            {
                await _transport.FlushAsync().ConfigureAwait(false);
            }

            _toSend.Reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted || result.IsCanceled)
            {
                return;
            }
        }
    }

    /// <summary>Notes why a loop ended; the result is what the pipe's other side is told, null if our own closing was the cause.</summary>
    private Exception? Failed(Exception exception, PipeShutdownKind socket, PipeShutdownKind disposed, PipeShutdownKind io, PipeShutdownKind other)
    {
        var closedByUs = ShutdownKind == PipeShutdownKind.PipeDisposed;
        var socketException = exception as SocketException ?? exception.InnerException as SocketException;
        var kind = exception switch
        {
            ObjectDisposedException => disposed,
            SocketException { SocketErrorCode: SocketError.OperationAborted } => disposed,
            SocketException => socket,
            IOException => io,
            _ => other,
        };
        if (TryEnd(kind) && socketException is not null)
        {
            Volatile.Write(ref _socketError, (int)socketException.SocketErrorCode);
        }

        if (closedByUs || kind == disposed)
        {
            return null;
        }

        return socketException is { SocketErrorCode: SocketError.ConnectionReset }
            ? new ConnectionResetException(socketException.Message, exception)
            : exception;
    }
}
