using Google.Protobuf;
using Grpc.Core;
using Steward.StandIns.Tests.Protos;

namespace Steward.StandIns.Tests.Grpc;

/// <summary>
/// The server under test. Texts steer it: <c>fail</c> ends the call with NOT_FOUND and trailers, <c>hang</c> waits until the call is over,
/// <c>headers</c> answers with the request's metadata, anything else is given back.
/// </summary>
public sealed class ParcelsServer(CallJournal journal) : Parcels.ParcelsBase
{
    public override async Task<Parcel> Echo(Parcel request, ServerCallContext context)
    {
        await Steer(request.Text, context);
        return request;
    }

    public override async Task<Parcel> Collect(IAsyncStreamReader<Parcel> requestStream, ServerCallContext context)
    {
        var texts = new List<string>();
        var payload = new MemoryStream();
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await Steer(request.Text, context);
            texts.Add(request.Text);
            request.Payload.WriteTo(payload);
        }

        return new Parcel { Text = string.Join(',', texts), Count = texts.Count, Payload = ByteString.CopyFrom(payload.ToArray()) };
    }

    public override async Task Split(Parcel request, IServerStreamWriter<Parcel> responseStream, ServerCallContext context)
    {
        for (var i = 1; i <= request.Count; i++)
        {
            await responseStream.WriteAsync(new Parcel { Text = $"{request.Text}{i}", Count = i, Payload = request.Payload }, context.CancellationToken);
        }

        await Steer(request.Text, context);
    }

    public override async Task Relay(IAsyncStreamReader<Parcel> requestStream, IServerStreamWriter<Parcel> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext())
        {
            await Steer(requestStream.Current.Text, context);
            await responseStream.WriteAsync(requestStream.Current);
        }
    }

    private async Task Steer(string text, ServerCallContext context)
    {
        if (text == "fail")
        {
            throw new RpcException(
                new Status(StatusCode.NotFound, "no such parcel: 包裹"),
                new Metadata { { "reason", "lost" }, { "proof-bin", [0, 1, 254, 255] } });
        }

        if (text == "headers")
        {
            await context.WriteResponseHeadersAsync(Returned(context.RequestHeaders, "x-"));
            foreach (var entry in Returned(context.RequestHeaders, "t-"))
            {
                context.ResponseTrailers.Add(entry);
            }
        }

        if (text == "hang")
        {
            journal.Hanging.TrySetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            }
            finally
            {
                // Not by a registration of its own: the delay is told first, and leaving would race with the telling.
                journal.Cancelled.TrySetResult();
            }
        }
    }

    private static Metadata Returned(Metadata headers, string prefix)
    {
        var returned = new Metadata();
        foreach (var entry in headers.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            returned.Add(entry);
        }

        return returned;
    }
}

/// <summary>What a test waits for on the server's side.</summary>
public sealed class CallJournal
{
    public TaskCompletionSource Hanging { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
