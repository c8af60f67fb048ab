namespace Grpc.Core.Interceptors;

/// <summary>The call that stands before a client's interceptor.</summary>
public struct ClientInterceptorContext<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options)
    where TRequest : class
    where TResponse : class
{
    /// <summary>The called method.</summary>
    public Method<TRequest, TResponse> Method { get; } = method;

    /// <summary>The host that is named in the call.</summary>
    public string? Host { get; } = host;

    /// <summary>The call's options.</summary>
    public CallOptions Options { get; } = options;
}
