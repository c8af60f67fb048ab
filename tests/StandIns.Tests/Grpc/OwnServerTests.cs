using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Steward.StandIns.Tests.Protos;
using Xunit;
using Xunit.Abstractions;

namespace Steward.StandIns.Tests.Grpc;

/// <summary>Our client against our server: the common matrix, and what only shows when both ends are ours.</summary>
public sealed class OwnServerTests(ITestOutputHelper output) : IAsyncLifetime
{
    private ParcelsHost _host = null!;

    public async Task InitializeAsync() => _host = await ParcelsHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public static TheoryData<string> Names => ClientCases.Names;

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Names))]
    public Task our_client_passes(string name) => ClientCases.RunAsync(name, _host.Address);

    [Fact(Timeout = 30_000)]
    public async Task cancelling_reaches_the_server()
    {
        using var channel = Channels.To(_host.Address);
        using var cancellation = new CancellationTokenSource();
        using var call = new Parcels.ParcelsClient(channel).EchoAsync(new Parcel { Text = "hang" }, cancellationToken: cancellation.Token);
        await _host.Journal.Hanging.Task;

        await cancellation.CancelAsync();

        await _host.Journal.Cancelled.Task;
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal(StatusCode.Cancelled, failure.StatusCode);
    }

    [Fact(Timeout = 30_000)]
    public async Task disposing_a_call_cancels_it_on_the_server()
    {
        using var channel = Channels.To(_host.Address);
        var call = new Parcels.ParcelsClient(channel).EchoAsync(new Parcel { Text = "hang" });
        await _host.Journal.Hanging.Task;

        call.Dispose();

        await _host.Journal.Cancelled.Task;
        await Assert.ThrowsAsync<RpcException>(async () => await call);
    }

    [Fact(Timeout = 30_000)]
    public async Task gzip_is_used_in_both_directions()
    {
        using var recorder = new EncodingRecorder();
        using var channel = Channels.To(_host.Address, new GrpcChannelOptions { HttpHandler = recorder });
        var headers = new Metadata { { "grpc-internal-encoding-request", "gzip" } };
        var text = new string('z', 50_000);

        var answer = await new Parcels.ParcelsClient(channel).EchoAsync(new Parcel { Text = text }, headers);

        Assert.Equal(text, answer.Text);
        Assert.Equal("gzip", Assert.Single(_host.Seen.Encodings));
        Assert.Equal("gzip", Assert.Single(recorder.ResponseEncodings));
    }

    [Fact(Timeout = 30_000)]
    public async Task server_interceptor_sees_all_four_kinds()
    {
        using var channel = Channels.To(_host.Address);

        await CallAllKinds(new Parcels.ParcelsClient(channel));

        const string Service = "/steward.standins.tests.v1.Parcels/";
        Assert.Equal([Service + "Echo", Service + "Collect", Service + "Split", Service + "Relay"], _host.Seen.Methods);
    }

    [Fact(Timeout = 30_000)]
    public async Task client_interceptors_see_all_four_kinds_in_order()
    {
        using var channel = Channels.To(_host.Address);
        var seen = new ConcurrentQueue<string>();

        await CallAllKinds(new Parcels.ParcelsClient(channel.Intercept(new Recording("outer", seen), new Recording("inner", seen))));

        string[] kinds = ["Echo", "Collect", "Split", "Relay"];
        Assert.Equal(kinds.SelectMany(kind => (string[])[$"outer {kind}", $"inner {kind}"]), seen);
    }

    [Fact(Timeout = 30_000)]
    public async Task header_interceptor_adds_to_the_headers_of_a_call()
    {
        using var channel = Channels.To(_host.Address);
        var client = new Parcels.ParcelsClient(channel.Intercept(headers =>
        {
            headers.Add("x-added", "yes");
            return headers;
        }));

        using var call = client.EchoAsync(new Parcel { Text = "headers" });

        Assert.Equal("yes", (await call.ResponseHeadersAsync).GetValue("x-added"));
    }

    [Fact(Timeout = 30_000)]
    public async Task call_credentials_add_headers_per_channel_and_per_call()
    {
        var onChannel = CallCredentials.FromInterceptor((context, metadata) =>
        {
            metadata.Add("x-channel", context.MethodName);
            return Task.CompletedTask;
        });
        var onCall = CallCredentials.FromInterceptor((_, metadata) =>
        {
            metadata.Add("x-call", "token");
            return Task.CompletedTask;
        });
        using var channel = Channels.To(_host.Address, new GrpcChannelOptions
        {
            Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, onChannel),
            UnsafeUseInsecureChannelCallCredentials = true,
        });

        using var call = new Parcels.ParcelsClient(channel).EchoAsync(new Parcel { Text = "headers" }, new CallOptions().WithCredentials(onCall));
        var headers = await call.ResponseHeadersAsync;

        Assert.Equal(("Echo", "token"), (headers.GetValue("x-channel"), headers.GetValue("x-call")));
    }

    [Fact(Timeout = 30_000)]
    public async Task composed_call_credentials_all_add_their_headers()
    {
        static CallCredentials Adding(string key) => CallCredentials.FromInterceptor((_, metadata) =>
        {
            metadata.Add(key, key);
            return Task.CompletedTask;
        });
        using var channel = Channels.To(_host.Address, new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = true });

        using var call = new Parcels.ParcelsClient(channel).EchoAsync(
            new Parcel { Text = "headers" }, new CallOptions().WithCredentials(CallCredentials.Compose(Adding("x-one"), Adding("x-two"))));
        var headers = await call.ResponseHeadersAsync;

        Assert.Equal(("x-one", "x-two"), (headers.GetValue("x-one"), headers.GetValue("x-two")));
    }

    [Fact]
    public void with_host_names_the_host()
    {
        var seen = new ConcurrentQueue<string>();
        var invoker = new CapturingInvoker(seen);

        var client = new Parcels.ParcelsClient(invoker).WithHost("parcels.example");
        Assert.Throws<NotImplementedException>(() => client.Echo(new Parcel()));

        Assert.Equal("parcels.example", Assert.Single(seen));
    }

    [Fact(Timeout = 30_000)]
    public async Task service_can_be_bound_through_a_definition()
    {
        await using var host = await ParcelsHost.StartAsync(
            app => app.MapGrpcService(Parcels.BindService(app.Services.GetRequiredService<ParcelsServer>())));
        using var channel = Channels.To(host.Address);

        await CallAllKinds(new Parcels.ParcelsClient(channel));
    }

    [Fact(Timeout = 30_000)]
    public async Task absent_server_is_unavailable()
    {
        using var channel = Channels.To(new Uri($"http://127.0.0.1:{Ports.Free()}"));

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await new Parcels.ParcelsClient(channel).EchoAsync(new Parcel()));

        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        Assert.NotNull(failure.InnerException);
    }

    [Fact(Timeout = 120_000)]
    public async Task thousands_of_concurrent_unary_calls_all_succeed()
    {
        const int Calls = 8_000;
        using var channel = Channels.To(_host.Address);
        var client = new Parcels.ParcelsClient(channel);
        await client.EchoAsync(new Parcel());
        var answers = new ConcurrentDictionary<int, bool>();
        var clock = Stopwatch.StartNew();

        await Parallel.ForEachAsync(Enumerable.Range(0, Calls), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, cancellationToken) =>
            answers[(await client.EchoAsync(new Parcel { Count = i }, cancellationToken: cancellationToken)).Count] = true);

        output.WriteLine($"unary calls per second, client and server in one process: {Calls / clock.Elapsed.TotalSeconds:F0}");
        Assert.Equal(Calls, answers.Count);
    }

    private static async Task CallAllKinds(Parcels.ParcelsClient client)
    {
        Assert.Equal("u", (await client.EchoAsync(new Parcel { Text = "u" })).Text);

        using var collect = client.Collect();
        await collect.RequestStream.WriteAsync(new Parcel { Text = "c" });
        await collect.RequestStream.CompleteAsync();
        Assert.Equal("c", (await collect.ResponseAsync).Text);

        using var split = client.Split(new Parcel { Text = "s", Count = 1 });
        Assert.True(await split.ResponseStream.MoveNext());
        Assert.Equal("s1", split.ResponseStream.Current.Text);

        using var relay = client.Relay();
        await relay.RequestStream.WriteAsync(new Parcel { Text = "d" });
        await relay.RequestStream.CompleteAsync();
        Assert.True(await relay.ResponseStream.MoveNext());
        Assert.Equal("d", relay.ResponseStream.Current.Text);
    }
}
