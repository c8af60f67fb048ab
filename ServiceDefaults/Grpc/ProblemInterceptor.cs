using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Steward.ServiceDefaults.Grpc;

/// <summary>Turns outages into UNAVAILABLE and defects into INTERNAL with a reference that the log shows too; never leaks an exception's text.</summary>
internal sealed partial class ProblemInterceptor(ILogger<ProblemInterceptor> logger) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        Guard(() => continuation(request, context), context);

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        Guard(async () => { await continuation(request, responseStream, context); return true; }, context);

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        Guard(async () => { await continuation(requestStream, responseStream, context); return true; }, context);

    private async Task<T> Guard<T>(Func<Task<T>> call, ServerCallContext context)
    {
        try
        {
            return await call();
        }
        catch (RpcException)
        {
            throw;
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Cancelled, "The caller went away or its deadline passed."));
        }
        catch (NpgsqlException exception) when (exception.IsTransient || exception.InnerException is System.Net.Sockets.SocketException or TimeoutException)
        {
            Log.DatabaseDown(logger, context.Method, exception);
            throw new RpcException(new Status(StatusCode.Unavailable, "The database does not answer; try again in a moment."));
        }
        catch (Exception exception)
        {
            var reference = Guid.NewGuid().ToString("N")[..12];
            Log.Defect(logger, context.Method, reference, exception);
            throw new RpcException(new Status(StatusCode.Internal, $"Something went wrong on our side (reference {reference})."));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Method}: the database does not answer.")]
        public static partial void DatabaseDown(ILogger logger, string method, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "{Method} failed (reference {Reference}).")]
        public static partial void Defect(ILogger logger, string method, string reference, Exception exception);
    }
}
