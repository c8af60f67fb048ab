using System.Diagnostics;
using System.Security.Cryptography;
using StackExchange.Redis;
using Xunit;
using Xunit.Abstractions;

namespace Steward.StandIns.Tests.Redis;

/// <summary>StackExchange.Redis itself on a real server.</summary>
public sealed class ConnectionTests(ITestOutputHelper output) : IAsyncLifetime
{
    private RedisServer? _server;
    private ConnectionMultiplexer? _connection;

    private IDatabase Database => _connection!.GetDatabase();

    public async Task InitializeAsync()
    {
        if (RedisServer.Executable is not null)
        {
            _server = await RedisServer.StartNewAsync();
            _connection = await ConnectionMultiplexer.ConnectAsync(Options());
        }
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _connection!.DisposeAsync();
            await _server.DisposeAsync();
        }
    }

    [RedisFact(Timeout = 30_000)]
    public async Task collections_come_back_as_arrays()
    {
        await Database.ListRightPushAsync("list", ["a", "b", "c"]);
        await Database.HashSetAsync("hash", [new("one", 1), new("two", 2)]);
        await Database.SortedSetAddAsync("scores", [new("low", 1.5), new("high", 9)]);
        await Database.StreamAddAsync("stream", [new("field", "value")]);

        Assert.Equal<RedisValue>(["a", "b", "c"], await Database.ListRangeAsync("list"));
        Assert.Empty(await Database.ListRangeAsync("absent"));
        Assert.Equal([new("one", 1), new("two", 2)], await Database.HashGetAllAsync("hash"));
        Assert.Equal([new("low", 1.5), new("high", 9)], await Database.SortedSetRangeByRankWithScoresAsync("scores"));
        Assert.Equal("value", Assert.Single(await Database.StreamRangeAsync("stream"))["field"]);
        RedisKey[] keys = ["text", "absent"];
        await Database.StringSetAsync("text", "t");
        Assert.Equal<RedisValue>(["t", RedisValue.Null], await Database.StringGetAsync(keys));
    }

    [RedisFact(Timeout = 30_000)]
    public async Task nested_result_of_a_script_keeps_its_shape()
    {
        var result = await Database.ScriptEvaluateAsync("return {1, {2, 'x', {3}}, KEYS[1]}", ["key"]);

        Assert.Equal((3, 3, 1), (result.Length, result[1].Length, result[1][2].Length));
        Assert.Equal(3, (int)result[1][2][0]);
        Assert.Equal("x", (string?)result[1][1]);
        Assert.Equal("key", (string?)result[2]);
    }

    [RedisFact(Timeout = 30_000)]
    public async Task large_array_is_read_across_many_buffers()
    {
        const int Count = 20_000;
        var values = Enumerable.Range(0, Count).Select(i => (RedisValue)$"value-{i:D8}-{new string('x', i % 50)}").ToArray();
        await Database.ListRightPushAsync("long", values);

        Assert.Equal(values, await Database.ListRangeAsync("long"));
    }

    [RedisFact(Timeout = 30_000)]
    public async Task error_of_the_server_is_an_exception()
    {
        await Database.StringSetAsync("text", "not a number");

        var failure = await Assert.ThrowsAsync<RedisServerException>(() => Database.StringIncrementAsync("text"));

        Assert.Contains("not an integer", failure.Message, StringComparison.Ordinal);
    }

    [RedisFact(Timeout = 30_000)]
    public async Task published_messages_arrive_in_order()
    {
        var channel = RedisChannel.Literal("news");
        var queue = await _connection!.GetSubscriber().SubscribeAsync(channel);
        await using var publisher = await ConnectionMultiplexer.ConnectAsync(Options());

        for (var i = 0; i < 200; i++)
        {
            Assert.Equal(1, await publisher.GetSubscriber().PublishAsync(channel, i));
        }

        for (var i = 0; i < 200; i++)
        {
            Assert.Equal(i, (int)(await queue.ReadAsync()).Message);
        }
    }

    [RedisFact(Timeout = 30_000)]
    public async Task pattern_subscription_sees_each_matching_channel()
    {
        var queue = await _connection!.GetSubscriber().SubscribeAsync(RedisChannel.Pattern("orders.*"));

        await Database.PublishAsync(RedisChannel.Literal("orders.paid"), "1");
        await Database.PublishAsync(RedisChannel.Literal("stock.low"), "2");
        await Database.PublishAsync(RedisChannel.Literal("orders.sent"), "3");

        Assert.Equal("orders.paid", (string?)(await queue.ReadAsync()).Channel);
        Assert.Equal("orders.sent", (string?)(await queue.ReadAsync()).Channel);
    }

    [RedisFact(Timeout = 120_000)]
    public async Task fifty_thousand_pipelined_sets_are_all_stored()
    {
        const int Count = 50_000;
        await SetAll("warm", 5_000);

        var clock = Stopwatch.StartNew();
        await SetAll("key", Count);
        output.WriteLine($"pipelined SET per second: {Count / clock.Elapsed.TotalSeconds:F0}");

        Assert.Equal(Count + 5_000, await Server().DatabaseSizeAsync());
        var keys = Enumerable.Range(0, Count).Select(i => (RedisKey)$"key{i}").ToArray();
        Assert.Equal(Enumerable.Range(0, Count), (await Database.StringGetAsync(keys)).Select(value => (int)value));

        Task SetAll(string prefix, int count) => Task.WhenAll(Enumerable.Range(0, count).Select(i => Database.StringSetAsync($"{prefix}{i}", i)));
    }

    [RedisFact(Timeout = 120_000)]
    public async Task many_large_values_at_once_pass_the_back_pressure()
    {
        var values = Enumerable.Range(0, 40).Select(_ => RandomNumberGenerator.GetBytes(1024 * 1024)).ToArray();

        await Task.WhenAll(values.Select((value, i) => Database.StringSetAsync($"blob{i}", value)));
        var found = await Task.WhenAll(values.Select((_, i) => Database.StringGetAsync($"blob{i}")));

        Assert.All(values.Zip(found), pair => Assert.Equal(pair.First, (byte[]?)pair.Second));
    }

    [RedisFact(Timeout = 30_000)]
    public async Task connection_with_threads_of_its_own_works()
    {
        using var threads = new SocketManager("standins", 2, SocketManager.SocketManagerOptions.None);
        var options = Options();
        options.SocketManager = threads;
        await using var connection = await ConnectionMultiplexer.ConnectAsync(options);

        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i => connection.GetDatabase().StringSetAsync($"own{i}", i)));

        Assert.Equal(1_999, (int)await connection.GetDatabase().StringGetAsync("own1999"));
    }

    [RedisFact(Timeout = 60_000)]
    public async Task connection_and_subscription_come_back_after_the_server_was_killed_and_restarted()
    {
        var channel = RedisChannel.Literal("survivor");
        var queue = await _connection!.GetSubscriber().SubscribeAsync(channel);
        await Database.StringSetAsync("before", "1");
        var failed = Once(handler => _connection.ConnectionFailed += (_, e) => handler(e.ConnectionType));
        var restored = Once(handler => _connection.ConnectionRestored += (_, e) => handler(e.ConnectionType));

        await _server!.KillAsync();
        await failed(ConnectionType.Interactive);
        await _server.StartAsync();
        await restored(ConnectionType.Interactive);
        await restored(ConnectionType.Subscription);

        Assert.True(await Database.StringSetAsync("after", "2"));
        Assert.Equal("2", await Database.StringGetAsync("after"));
        Assert.True((await Database.StringGetAsync("before")).IsNull);
        while (await Database.PublishAsync(channel, "again") == 0)
        {
            await Task.Yield();
        }

        Assert.Equal("again", (await queue.ReadAsync()).Message);
    }

    [RedisFact(Timeout = 30_000)]
    public async Task absent_server_is_a_connection_failure()
    {
        var options = ConfigurationOptions.Parse($"127.0.0.1:{Ports.Free()}");
        options.ConnectTimeout = 2_000;

        await Assert.ThrowsAsync<RedisConnectionException>(() => ConnectionMultiplexer.ConnectAsync(options));
    }

    /// <summary>Gives a function that waits until the event was seen for a type of connection.</summary>
    private static Func<ConnectionType, Task> Once(Action<Action<ConnectionType>> listen)
    {
        var seen = new Dictionary<ConnectionType, TaskCompletionSource>
        {
            [ConnectionType.Interactive] = new(TaskCreationOptions.RunContinuationsAsynchronously),
            [ConnectionType.Subscription] = new(TaskCreationOptions.RunContinuationsAsynchronously),
        };
        listen(type => seen.GetValueOrDefault(type)?.TrySetResult());
        return type => seen[type].Task;
    }

    private ConfigurationOptions Options()
    {
        var options = ConfigurationOptions.Parse(_server!.Endpoint);
        options.AbortOnConnectFail = false;
        options.HeartbeatInterval = TimeSpan.FromMilliseconds(200);
        options.ReconnectRetryPolicy = new LinearRetry(200);
        return options;
    }

    private IServer Server() => _connection!.GetServer(_server!.Endpoint);
}
