namespace Grpc.Core;

/// <summary>What all four kinds of calls share: headers, status, trailers, and the way to end the call early.</summary>
internal readonly struct CallLifetime(
    Func<object, Task<Metadata>> responseHeaders, Func<object, Status> status, Func<object, Metadata> trailers, Action<object> dispose, object state)
{
    public CallLifetime(Task<Metadata> responseHeaders, Func<Status> status, Func<Metadata> trailers, Action dispose)
        : this(_ => responseHeaders, _ => status(), _ => trailers(), _ => dispose(), new object())
    {
    }

    public Task<Metadata> ResponseHeaders() => responseHeaders(state);

    public Status Status() => status(state);

    public Metadata Trailers() => trailers(state);

    public void Dispose() => dispose(state);
}
