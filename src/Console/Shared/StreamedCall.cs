using Grpc.Core;

namespace Steward.Console.Shared;

/// <summary>A call that sends a stream and hears of its progress meanwhile.</summary>
internal static class StreamedCall
{
    /// <summary>How long it may take: minutes, not the seconds that a call may usually take.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromMinutes(30);

    /// <summary>Sends all requests, which are read no faster than the service takes them, and tells every answer as it comes. The call is ended by the caller.</summary>
    /// <exception cref="RpcException">The service refuses, or what the requests are read from does.</exception>
    public static async Task RunAsync<TRequest, TResponse>(AsyncDuplexStreamingCall<TRequest, TResponse> call, IAsyncEnumerable<TRequest> requests, Action<TResponse> heard, CancellationToken ct)
    {
        var hearing = HearAsync();
        await foreach (var request in requests.WithCancellation(ct))
        {
            try
            {
                await call.RequestStream.WriteAsync(request, ct);
            }
            catch (Exception exception) when (exception is RpcException or InvalidOperationException)
            {
                // The service has ended the call: what it answered says why.
                await hearing;
                throw;
            }
        }

        await call.RequestStream.CompleteAsync();
        await hearing;

        async Task HearAsync()
        {
            await foreach (var answer in call.ResponseStream.ReadAllAsync(ct)) { heard(answer); }
        }
    }
}
