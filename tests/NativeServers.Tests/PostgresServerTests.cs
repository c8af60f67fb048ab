using Npgsql;

namespace Steward.NativeServers.Tests;

public sealed class PostgresServerTests : IDisposable
{
    private const string Password = "pg-secret-1";
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Keeps_its_data_over_a_stop_and_over_a_crash_and_leaves_no_process()
    {
        var options = new PostgresOptions(_folder.FullPath, 0, Password, Durable: true);

        var first = await PostgresServer.StartAsync(options, default);
        await first.CreateDatabaseIfMissingAsync("members", default);
        await first.CreateDatabaseIfMissingAsync("members", default);
        await ExecuteAsync(first, "CREATE TABLE t (n int); INSERT INTO t VALUES (1)");
        Assert.DoesNotContain(Password, Processes.CommandLine(first.ProcessId), StringComparison.Ordinal);
        await first.StopAsync(default);
        Assert.True(first.Exited.IsCompleted);
        Assert.Empty(Processes.In(_folder.FullPath));

        var second = await PostgresServer.StartAsync(options, default);
        await ExecuteAsync(second, "INSERT INTO t VALUES (2)");
        Signals.Send(second.ProcessId, Signals.Kill);
        await second.Exited;
        await second.DisposeAsync();

        await using var third = await PostgresServer.StartAsync(options, default);
        Assert.Equal(2L, await ScalarAsync(third, "SELECT count(*) FROM t"));
        Assert.Equal("on", await ScalarAsync(third, "SHOW fsync"));
        Assert.Equal("300", await ScalarAsync(third, "SHOW max_connections"));
        await third.StopAsync(default);
        Assert.Empty(Processes.In(_folder.FullPath));
    }

    [Fact]
    public async Task Asks_for_the_password_and_names_a_wrong_one()
    {
        var options = new PostgresOptions(_folder.FullPath, 0, Password, Durable: false);
        await using (var server = await PostgresServer.StartAsync(options, default))
        {
            var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString("postgres")) { Password = "guess", Pooling = false };
            await using var connection = new NpgsqlConnection(wrong.ConnectionString);
            await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());
            Assert.Equal("off", await ScalarAsync(server, "SHOW fsync", "postgres"));
        }

        var failure = await Assert.ThrowsAsync<ServerStartException>(() => PostgresServer.StartAsync(options with { Password = "another" }, default));
        Assert.Contains("another password", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Processes.In(_folder.FullPath));
    }

    [Fact]
    public async Task Refuses_a_second_owner_of_its_folder()
    {
        var options = new PostgresOptions(_folder.FullPath, 0, Password, Durable: false);
        await using var server = await PostgresServer.StartAsync(options, default);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => PostgresServer.StartAsync(options, default));

        Assert.Contains("in use by another running instance", failure.Message, StringComparison.Ordinal);
        Assert.True(Processes.Runs(server.ProcessId));
    }

    [Fact]
    public async Task As_root_moves_its_data_when_the_postgres_user_cannot_reach_the_folder()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return;
        }

        var closed = Path.Combine(_folder.FullPath, "closed");
        Directory.CreateDirectory(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var said = new List<string>();
        var options = new PostgresOptions(Path.Combine(closed, "postgres"), 0, Password, Durable: false) { Log = said.Add };

        var server = await PostgresServer.StartAsync(options, default);
        await server.StopAsync(default);

        Assert.StartsWith("/var/lib/steward/", server.DataDirectory, StringComparison.Ordinal);
        Assert.Contains(said, line => line.Contains(server.DataDirectory, StringComparison.Ordinal));
        Directory.Delete(server.DataDirectory, recursive: true);
    }

    private static async Task ExecuteAsync(PostgresServer server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString("members"));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> ScalarAsync(PostgresServer server, string sql, string database = "members")
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString(database));
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
