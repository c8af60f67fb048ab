using Grpc.Core;
using Steward.ServiceDefaults.Auth;

namespace Steward.ServiceDefaults.Grpc;

/// <summary>Adds the caller's token and a deadline to every call that has none of its own.</summary>
internal sealed class CallerInvoker(CallInvoker inner, CallerContext context, CallerTokens tokens) : CallInvoker
{
    /// <summary>Long enough for any rpc of the suite; calls that may take longer set their own. Counted in real time, whatever clock the domain has.</summary>
    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(10);

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        inner.BlockingUnaryCall(method, host, With(options, true), request);

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        inner.AsyncUnaryCall(method, host, With(options, true), request);

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        inner.AsyncServerStreamingCall(method, host, With(options, false), request);

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        inner.AsyncClientStreamingCall(method, host, With(options, false));

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        inner.AsyncDuplexStreamingCall(method, host, With(options, false));

    private CallOptions With(CallOptions options, bool unary)
    {
        var headers = options.Headers ?? [];
        headers.Add("authorization", $"Bearer {tokens.For(context.Current)}");
        options = options.WithHeaders(headers);
        return unary && options.Deadline is null ? options.WithDeadline(TimeProvider.System.GetUtcNow().UtcDateTime + DefaultDeadline) : options;
    }
}
