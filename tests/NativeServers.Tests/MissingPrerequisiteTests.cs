namespace Steward.NativeServers.Tests;

public sealed class MissingPrerequisiteTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_server_names_the_one_line_that_installs_it()
    {
        string[] empty = [_folder.FullPath];
        var data = Path.Combine(_folder.FullPath, "data");

        var postgres = await Assert.ThrowsAsync<MissingPrerequisiteException>(() =>
            PostgresServer.StartAsync(new PostgresOptions(data, 0, "x") { ProgramFolders = empty }, default));
        var rabbit = await Assert.ThrowsAsync<MissingPrerequisiteException>(() =>
            RabbitMqServer.StartAsync(new RabbitMqOptions(data, 0, "x") { ProgramFolders = empty }, default));
        var redis = await Assert.ThrowsAsync<MissingPrerequisiteException>(() =>
            RedisServer.StartAsync(new RedisOptions(data, 0, "x") { ProgramFolders = empty }, default));

        Assert.Contains("sudo apt-get install -y postgresql", postgres.Message, StringComparison.Ordinal);
        Assert.Contains("sudo apt-get install -y rabbitmq-server", rabbit.Message, StringComparison.Ordinal);
        Assert.Contains("sudo apt-get install -y redis-server", redis.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
    }
}
