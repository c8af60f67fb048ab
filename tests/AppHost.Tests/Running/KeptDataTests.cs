using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Npgsql;

namespace Steward.AppHost.Tests.Running;

public sealed class KeptDataTests : IAsyncDisposable
{
    private readonly Sandbox sandbox = new();

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public async Task A_secret_is_made_once_kept_for_the_owner_only_and_the_same_at_the_next_start()
    {
        var first = await sandbox.Builder().AddParameter("key", secret: true).Resource.GetValueAsync(sandbox.Deadline);
        var second = await sandbox.Builder().AddParameter("key", secret: true).Resource.GetValueAsync(sandbox.Deadline);
        var other = await sandbox.Builder().AddParameter("other", new GenerateParameterDefault { MinLength = 64, Special = false }, secret: true, persist: true).Resource.GetValueAsync(sandbox.Deadline);

        Assert.Equal(40, first!.Length);
        Assert.Equal(first, second);
        Assert.Equal(64, other!.Length);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(sandbox.Folder, "data", "secrets.json")));
    }

    [Fact]
    public async Task A_missing_value_that_is_no_secret_is_asked_for_by_name()
    {
        var parameter = sandbox.Builder().AddParameter("region").Resource;

        var refused = await Assert.ThrowsAsync<DistributedApplicationException>(async () => await parameter.GetValueAsync(sandbox.Deadline));

        Assert.Contains("Parameters__region", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_database_is_made_and_the_next_start_finds_what_was_written()
    {
        var builder = sandbox.Builder();
        var database = builder.AddPostgres("postgres").AddDatabase("members-db");
        var app = await sandbox.StartAsync(builder);
        await sandbox.UntilAsync(app, "members-db", s => s.IsReady);
        var before = await database.Resource.GetConnectionStringAsync(sandbox.Deadline);
        await ExecuteAsync(before!, "CREATE TABLE kept AS SELECT 42 AS answer");
        await app.StopAsync(sandbox.Deadline);

        builder = sandbox.Builder();
        database = builder.AddPostgres("postgres").AddDatabase("members-db");
        app = await sandbox.StartAsync(builder);
        await sandbox.UntilAsync(app, "members-db", s => s.IsReady);
        var after = await database.Resource.GetConnectionStringAsync(sandbox.Deadline);

        Assert.Equal(before, after);
        Assert.Equal(42, await ExecuteAsync(after!, "SELECT answer FROM kept"));
    }

    [Fact]
    public async Task A_server_that_dies_is_started_again_at_the_same_address()
    {
        var builder = sandbox.Builder();
        var redis = builder.AddRedis("redis");
        var app = await sandbox.StartAsync(builder);
        var pid = (await sandbox.UntilAsync(app, "redis", s => s.IsReady)).Snapshot.Pid!.Value;
        var before = await redis.Resource.GetConnectionStringAsync(sandbox.Deadline);

        System.Diagnostics.Process.GetProcessById(pid).Kill();
        var again = await sandbox.UntilAsync(app, "redis", s => s.IsReady && s.Restarts == 1);

        Assert.NotEqual(pid, again.Snapshot.Pid);
        Assert.Equal(before, await redis.Resource.GetConnectionStringAsync(sandbox.Deadline));
        await app.StopAsync(sandbox.Deadline);
        Assert.False(Sandbox.Lives(again.Snapshot.Pid!.Value));
    }

    private async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(sandbox.Deadline);
    }
}
