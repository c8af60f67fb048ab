using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using Xunit;

namespace Steward.StandIns.Tests.Redis;

/// <summary>The distributed cache as a service uses it, on a real server.</summary>
public sealed class CacheTests : IAsyncLifetime
{
    private RedisServer? _server;
    private ServiceProvider? _services;

    private IDistributedCache Cache => _services!.GetRequiredService<IDistributedCache>();

    public async Task InitializeAsync()
    {
        if (RedisServer.Executable is not null)
        {
            _server = await RedisServer.StartNewAsync();
            _services = new ServiceCollection()
                .AddStackExchangeRedisCache(options => options.Configuration = _server.Endpoint)
                .BuildServiceProvider();
        }
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _services!.DisposeAsync();
            await _server.DisposeAsync();
        }
    }

    [RedisFact(Timeout = 30_000)]
    public async Task what_was_set_is_found_until_it_is_removed()
    {
        await Cache.SetStringAsync("greeting", "早上好");
        Assert.Equal("早上好", await Cache.GetStringAsync("greeting"));

        await Cache.RemoveAsync("greeting");
        Assert.Null(await Cache.GetStringAsync("greeting"));
    }

    [RedisFact(Timeout = 30_000)]
    public async Task synchronous_members_work_too()
    {
        var found = await Task.Run(() =>
        {
            Cache.Set("bytes", [0, 1, 255]);
            return Cache.Get("bytes");
        });

        Assert.Equal([0, 1, 255], found);
    }

    [RedisFact(Timeout = 30_000)]
    public async Task absent_key_is_null() => Assert.Null(await Cache.GetAsync("absent"));

    [RedisFact(Timeout = 60_000)]
    public async Task value_of_one_megabyte_comes_back_unchanged()
    {
        var value = RandomNumberGenerator.GetBytes(1024 * 1024);

        await Cache.SetAsync("large", value);

        Assert.Equal(value, await Cache.GetAsync("large"));
    }

    [RedisFact(Timeout = 30_000)]
    public async Task value_expires()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(_server!.Endpoint);
        var expired = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await connection.GetSubscriber().SubscribeAsync(RedisChannel.Literal("__keyevent@0__:expired"), (_, key) => expired.TrySetResult(key!));

        await Cache.SetStringAsync("short", "life", new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromSeconds(1) });
        Assert.Equal("life", await Cache.GetStringAsync("short"));

        Assert.Equal("short", await expired.Task);
        Assert.Null(await Cache.GetStringAsync("short"));
    }
}
