using System.Reflection;
using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Steward.StandIns.Tests.Protos;
using Xunit;

namespace Steward.StandIns.Tests.Grpc;

/// <summary>The cases that our client must pass against any server that behaves like <see cref="ParcelsServer"/>, ours or a foreign one.</summary>
public static class ClientCases
{
    private const int OneMegabyte = 1024 * 1024;

    private static readonly MethodInfo[] Cases =
        [.. typeof(ClientCases).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(IsCase)];

    public static TheoryData<string> Names => new(Cases.Select(method => method.Name));

    public static async Task RunAsync(string name, Uri server)
    {
        using var channel = Channels.To(server);
        await (Task)Cases.Single(method => method.Name == name).Invoke(null, [channel])!;
    }

    public static async Task unary_call_returns_what_was_sent(GrpcChannel channel)
    {
        var client = new Parcels.ParcelsClient(channel);

        var answer = await client.EchoAsync(new Parcel { Text = "你好", Count = 7 });

        Assert.Equal(("你好", 7), (answer.Text, answer.Count));
    }

    public static async Task blocking_unary_call_returns_what_was_sent(GrpcChannel channel)
    {
        var client = new Parcels.ParcelsClient(channel);

        var answer = await Task.Run(() => client.Echo(new Parcel { Text = "blocking" }));

        Assert.Equal("blocking", answer.Text);
    }

    public static async Task one_megabyte_goes_both_ways(GrpcChannel channel)
    {
        var client = new Parcels.ParcelsClient(channel);
        var payload = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(OneMegabyte));

        var answer = await client.EchoAsync(new Parcel { Payload = payload });

        Assert.Equal(payload, answer.Payload);
    }

    public static async Task client_streaming_call_collects_all_requests(GrpcChannel channel)
    {
        using var call = new Parcels.ParcelsClient(channel).Collect();

        foreach (var text in (string[])["a", "b", "c"])
        {
            await call.RequestStream.WriteAsync(new Parcel { Text = text });
        }

        await call.RequestStream.CompleteAsync();
        var answer = await call;

        Assert.Equal(("a,b,c", 3), (answer.Text, answer.Count));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    public static async Task server_streaming_call_yields_all_responses(GrpcChannel channel)
    {
        using var call = new Parcels.ParcelsClient(channel).Split(new Parcel { Text = "p", Count = 100 });

        var texts = new List<string>();
        await foreach (var response in call.ResponseStream.ReadAllAsync())
        {
            texts.Add(response.Text);
        }

        Assert.Equal(Enumerable.Range(1, 100).Select(i => $"p{i}"), texts);
    }

    public static async Task duplex_call_answers_each_request_before_the_next(GrpcChannel channel)
    {
        using var call = new Parcels.ParcelsClient(channel).Relay();

        for (var i = 0; i < 20; i++)
        {
            await call.RequestStream.WriteAsync(new Parcel { Count = i });
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal(i, call.ResponseStream.Current.Count);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
    }

    public static async Task deadline_ends_a_call_that_takes_too_long(GrpcChannel channel)
    {
        var client = new Parcels.ParcelsClient(channel);

        var failure = await Assert.ThrowsAsync<RpcException>(
            async () => await client.EchoAsync(new Parcel { Text = "hang" }, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(300)));

        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
    }

    public static async Task error_brings_its_status_and_trailers(GrpcChannel channel)
    {
        using var call = new Parcels.ParcelsClient(channel).EchoAsync(new Parcel { Text = "fail" });

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await call);

        Assert.Equal((StatusCode.NotFound, "no such parcel: 包裹"), (failure.StatusCode, failure.Status.Detail));
        Assert.Equal("lost", failure.Trailers.GetValue("reason"));
        Assert.Equal([0, 1, 254, 255], failure.Trailers.GetValueBytes("Proof-Bin"));
        Assert.Equal(StatusCode.NotFound, call.GetStatus().StatusCode);
        Assert.Equal("lost", call.GetTrailers().GetValue("reason"));
    }

    public static async Task error_in_a_stream_comes_after_the_responses_before_it(GrpcChannel channel)
    {
        using var call = new Parcels.ParcelsClient(channel).Split(new Parcel { Text = "fail", Count = 2 });
        var read = 0;

        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var response in call.ResponseStream.ReadAllAsync())
            {
                read = response.Count;
            }
        });

        Assert.Equal((2, StatusCode.NotFound), (read, failure.StatusCode));
    }

    public static async Task metadata_of_text_and_bytes_goes_there_and_comes_back_in_headers_and_trailers(GrpcChannel channel)
    {
        var headers = new Metadata { { "X-Text", "plain" }, { "x-bytes-bin", [9, 0, 255] }, { "t-text", "last" }, { "t-bytes-bin", [1] } };
        using var call = new Parcels.ParcelsClient(channel).EchoAsync(new Parcel { Text = "headers" }, headers);

        var responseHeaders = await call.ResponseHeadersAsync;
        await call;

        Assert.Equal("plain", responseHeaders.GetValue("x-text"));
        Assert.Equal([9, 0, 255], responseHeaders.GetValueBytes("x-bytes-bin"));
        Assert.Equal("last", call.GetTrailers().GetValue("t-text"));
        Assert.Equal([1], call.GetTrailers().GetValueBytes("t-bytes-bin"));
    }

    public static async Task cancelling_ends_a_call(GrpcChannel channel)
    {
        using var cancellation = new CancellationTokenSource();
        using var call = new Parcels.ParcelsClient(channel).Relay(cancellationToken: cancellation.Token);
        await call.RequestStream.WriteAsync(new Parcel { Text = "first" });
        Assert.True(await call.ResponseStream.MoveNext());

        await cancellation.CancelAsync();

        var failure = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.Cancelled, failure.StatusCode);
    }

    public static async Task gzip_request_is_understood(GrpcChannel channel)
    {
        var headers = new Metadata { { "grpc-internal-encoding-request", "gzip" } };
        var text = new string('g', 100_000);

        var answer = await new Parcels.ParcelsClient(channel).EchoAsync(new Parcel { Text = text }, headers);

        Assert.Equal(text, answer.Text);
    }

    public static async Task missing_method_is_unimplemented(GrpcChannel channel)
    {
        var method = new Method<string, string>(MethodType.Unary, "steward.standins.tests.v1.Parcels", "Vanish", Texts, Texts);

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await channel.CreateCallInvoker().AsyncUnaryCall(method, null, default, ""));

        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
    }

    private static bool IsCase(MethodInfo method) => method.GetParameters() is [{ ParameterType: var type }] && type == typeof(GrpcChannel);

    private static Marshaller<string> Texts { get; } =
        Marshallers.Create(System.Text.Encoding.UTF8.GetBytes, System.Text.Encoding.UTF8.GetString);
}
