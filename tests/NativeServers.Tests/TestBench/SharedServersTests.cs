using System.Text;
using Npgsql;
using RabbitMQ.Client;
using Steward.Testing;

namespace Steward.NativeServers.Tests.TestBench;

public sealed class SharedServersTests
{
    [Fact]
    public async Task Each_test_gets_a_database_of_its_own_from_a_template_that_is_migrated_once()
    {
        var migrated = 0;
        async Task Migrate(string connectionString)
        {
            Interlocked.Increment(ref migrated);
            await ExecuteAsync(connectionString, "CREATE TABLE t (n int)");
        }

        await using var one = await TestPostgres.DatabaseAsync("bench", Migrate);
        await using var two = await TestPostgres.DatabaseAsync("bench", Migrate);
        await ExecuteAsync(one.ConnectionString, "INSERT INTO t VALUES (1)");

        Assert.Equal(1, migrated);
        Assert.Equal(1L, await ExecuteAsync(one.ConnectionString, "SELECT count(*) FROM t"));
        Assert.Equal(0L, await ExecuteAsync(two.ConnectionString, "SELECT count(*) FROM t"));

        await one.DisposeAsync();
        var server = await TestPostgres.ServerAsync();
        Assert.Equal(0L, await ExecuteAsync(server.ConnectionString("postgres"), $"SELECT count(*) FROM pg_database WHERE datname = '{one.Name}'"));
    }

    [Fact]
    public async Task Each_test_gets_a_virtual_host_of_its_own()
    {
        await using var one = await TestBroker.VirtualHostAsync();
        await using var two = await TestBroker.VirtualHostAsync();
        await using var here = await ChannelAsync(one);
        await using var there = await ChannelAsync(two);

        await here.QueueDeclareAsync("q", durable: true, exclusive: false, autoDelete: false);
        await there.QueueDeclareAsync("q", durable: true, exclusive: false, autoDelete: false);
        await here.BasicPublishAsync("", "q", mandatory: true, Encoding.UTF8.GetBytes("x"));

        Assert.NotNull(await here.BasicGetAsync("q", autoAck: true));
        Assert.Null(await there.BasicGetAsync("q", autoAck: true));
    }

    [Fact]
    public async Task Each_test_gets_a_redis_database_of_its_own() =>
        Assert.NotEqual(await TestRedis.DatabaseAsync(), await TestRedis.DatabaseAsync());

    [Fact]
    public async Task Waiting_ends_with_what_was_waited_for()
    {
        var looks = 0;
        await Eventually.TrueAsync(() => Task.FromResult(++looks == 3), TimeSpan.FromSeconds(5), "three looks");
        Assert.Equal(3, looks);

        var failure = await Assert.ThrowsAsync<TimeoutException>(() =>
            Eventually.TrueAsync(() => Task.FromResult(false), TimeSpan.FromMilliseconds(50), "the impossible"));
        Assert.Contains("the impossible", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_that_needs_absent_shared_data_says_what_is_missing()
    {
        Assert.Contains("no-such-folder", new SharedDataFactAttribute("no-such-folder/x.tsv").Skip, StringComparison.Ordinal);
        Assert.EndsWith("/data/c_irc_ubuntu/dev.tsv", SharedData.Path("c_irc_ubuntu/dev.tsv"), StringComparison.Ordinal);
    }

    private static async Task<IChannel> ChannelAsync(TestVirtualHost host)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(host.ConnectionString) }.CreateConnectionAsync();
        return await connection.CreateChannelAsync();
    }

    private static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
