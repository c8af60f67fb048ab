using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Pipelines.Sockets.Unofficial;

/// <summary>
/// Socket arguments that can be awaited: start an operation, call <see cref="Complete"/> if it ended at once, then await.
/// One operation and one awaiter at a time.
/// </summary>
/// <param name="ioScheduler">Runs what follows the await; null runs it where the operation ends.</param>
public class SocketAwaitableEventArgs(PipeScheduler? ioScheduler = null) : SocketAsyncEventArgs, ICriticalNotifyCompletion
{
    private static readonly Action Done = () => { };

    private readonly PipeScheduler _scheduler = ioScheduler ?? PipeScheduler.Inline;
    private Action? _continuation;
    private SocketError _abortedWith;

    /// <summary>Whether the operation ended.</summary>
    public bool IsCompleted => ReferenceEquals(Volatile.Read(ref _continuation), Done);

    /// <summary>The awaiter of this operation.</summary>
    public SocketAwaitableEventArgs GetAwaiter() => this;

    /// <summary>Number of bytes that the operation moved; makes the arguments ready for another one.</summary>
    /// <exception cref="SocketException">The operation failed or was aborted.</exception>
    public int GetResult()
    {
        Volatile.Write(ref _continuation, null);
        var error = _abortedWith == SocketError.Success ? SocketError : _abortedWith;
        return error == SocketError.Success ? BytesTransferred : throw new SocketException((int)error);
    }

    /// <summary>Says that the operation ended.</summary>
    public void Complete()
    {
        var continuation = Interlocked.Exchange(ref _continuation, Done);
        if (continuation is not null && !ReferenceEquals(continuation, Done))
        {
            _scheduler.Schedule(static action => ((Action)action!)(), continuation);
        }
    }

    /// <summary>Ends the wait for an operation that has not ended, as if it had failed. The socket must be closed afterwards.</summary>
    public void Abort(SocketError error = SocketError.OperationAborted)
    {
        if (!IsCompleted)
        {
            _abortedWith = error;
            Complete();
        }
    }

    /// <inheritdoc />
    public void OnCompleted(Action continuation)
    {
        if (Interlocked.CompareExchange(ref _continuation, continuation, null) is not null)
        {
            // It ended between the question and this call.
            _scheduler.Schedule(static action => ((Action)action!)(), continuation);
        }
    }

    /// <inheritdoc />
    public void UnsafeOnCompleted(Action continuation) => OnCompleted(continuation);

    /// <inheritdoc />
    protected override void OnCompleted(SocketAsyncEventArgs e) => Complete();
}
