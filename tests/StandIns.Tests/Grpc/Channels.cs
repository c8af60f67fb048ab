using System.Collections.Concurrent;
using Grpc.Net.Client;

namespace Steward.StandIns.Tests.Grpc;

internal static class Channels
{
    /// <summary>A channel that takes messages of more than the default 4 MB and keeps the caller's <paramref name="options"/> otherwise.</summary>
    public static GrpcChannel To(Uri address, GrpcChannelOptions? options = null)
    {
        options ??= new GrpcChannelOptions();
        options.MaxReceiveMessageSize = 16 * 1024 * 1024;
        return GrpcChannel.ForAddress(address, options);
    }
}

/// <summary>Notes in which encodings responses came.</summary>
internal sealed class EncodingRecorder() : DelegatingHandler(new SocketsHttpHandler())
{
    public ConcurrentQueue<string> ResponseEncodings { get; } = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        ResponseEncodings.Enqueue(response.Headers.TryGetValues("grpc-encoding", out var values) ? string.Join(',', values) : "none");
        return response;
    }
}
