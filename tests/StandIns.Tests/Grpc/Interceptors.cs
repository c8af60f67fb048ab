using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Steward.StandIns.Tests.Grpc;

/// <summary>The methods that <see cref="CountingServerInterceptor"/> saw, and the encodings in which their requests came.</summary>
public sealed class SeenByInterceptor
{
    public ConcurrentQueue<string> Methods { get; } = new();

    public ConcurrentQueue<string?> Encodings { get; } = new();

    public ConcurrentQueue<string> Hosts { get; } = new();
}

/// <summary>Stands before the server's handlers of all four kinds.</summary>
public sealed class CountingServerInterceptor(SeenByInterceptor seen) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        See(context);
        return base.UnaryServerHandler(request, context, continuation);
    }

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        See(context);
        return base.ClientStreamingServerHandler(requestStream, context, continuation);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        See(context);
        return base.ServerStreamingServerHandler(request, responseStream, context, continuation);
    }

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        See(context);
        return base.DuplexStreamingServerHandler(requestStream, responseStream, context, continuation);
    }

    private void See(ServerCallContext context)
    {
        seen.Methods.Enqueue(context.Method);
        seen.Hosts.Enqueue(context.Host);
        seen.Encodings.Enqueue(context.RequestHeaders.GetValue("grpc-encoding") ?? context.GetHttpContext().Request.Headers["grpc-encoding"].ToString());
    }
}
