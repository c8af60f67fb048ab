using System.Diagnostics;

namespace Steward.NativeServers.Tests;

public sealed class ParentDeathTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Servers_end_with_a_parent_that_is_killed_and_their_data_can_be_used_again()
    {
        using var parent = Process.Start(new ProcessStartInfo("dotnet", [typeof(ParentDeathTests).Assembly.Location, _folder.FullPath]) { RedirectStandardOutput = true })!;
        Assert.Equal(Program.ReadyLine, await parent.StandardOutput.ReadLineAsync());
        Assert.True(Processes.In(_folder.FullPath).Count >= 4);

        parent.Kill(entireProcessTree: false);
        await Processes.NothingLeftIn(_folder.FullPath);

        await using var postgres = await PostgresServer.StartAsync(new PostgresOptions(Path.Combine(_folder.FullPath, "postgres"), 0, "secret"), default);
        Assert.True(Processes.Runs(postgres.ProcessId));
    }

    [Fact]
    public async Task A_server_left_over_by_a_crash_is_stopped_before_the_next_one_starts()
    {
        var options = new RedisOptions(_folder.FullPath, 0, "secret");
        using var leftover = Process.Start(new ProcessStartInfo("redis-server", ["--port", $"{FreePorts.Next()}", "--save", ""])
        {
            WorkingDirectory = _folder.FullPath,
            RedirectStandardOutput = true,
        })!;
        await File.WriteAllTextAsync(Path.Combine(_folder.FullPath, "server.pid"), $"{leftover.Id}\n");

        await using var server = await RedisServer.StartAsync(options, default);

        await leftover.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token);
        Assert.NotEqual(leftover.Id, server.ProcessId);
    }

    [Fact]
    public async Task A_stranger_that_got_the_remembered_id_is_left_alone()
    {
        using var stranger = Process.Start(new ProcessStartInfo("sleep", ["60"]) { WorkingDirectory = _folder.FullPath })!;
        await File.WriteAllTextAsync(Path.Combine(_folder.FullPath, "server.pid"), $"{stranger.Id}\n");

        await using (await RedisServer.StartAsync(new RedisOptions(_folder.FullPath, 0, "secret"), default))
        {
            Assert.False(stranger.HasExited);
        }

        stranger.Kill();
    }
}
