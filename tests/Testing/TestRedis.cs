using Steward.NativeServers;

namespace Steward.Testing;

/// <summary>One Redis for the test process; a numbered database for each test, so that equal keys do not meet.</summary>
public static class TestRedis
{
    private const int Databases = 1024;

    private static readonly Lazy<Task<RedisServer>> Shared =
        RunServers.Of(folder => RedisServer.StartAsync(new RedisOptions(folder, 0, "test") { Databases = Databases }, CancellationToken.None), "redis");

    private static int _used = -1;

    /// <summary>The server itself.</summary>
    public static Task<RedisServer> ServerAsync() => Shared.Value;

    /// <summary>A connection string, for StackExchange.Redis, of a database no other test has used.</summary>
    /// <exception cref="InvalidOperationException">The process has used up its 1,024 databases.</exception>
    public static async Task<string> DatabaseAsync()
    {
        var server = await Shared.Value;
        var number = Interlocked.Increment(ref _used);
        return number < Databases
            ? $"{server.ConnectionString},defaultDatabase={number}"
            : throw new InvalidOperationException($"More than {Databases} Redis databases in one test process.");
    }
}
