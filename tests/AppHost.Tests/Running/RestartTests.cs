using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Steward.AppHost.Tests.Running;

public sealed class RestartTests : IAsyncDisposable
{
    private readonly Sandbox sandbox = new();

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public async Task A_crashed_service_is_started_again_and_the_crash_is_counted()
    {
        var builder = sandbox.Builder();
        var child = builder.AddChild("child");
        var app = await sandbox.StartAsync(builder);
        var before = (await sandbox.UntilAsync(app, "child", s => s.IsReady)).Snapshot;

        using var http = new HttpClient { BaseAddress = new Uri(child.GetEndpoint("http").Url) };
        await Assert.ThrowsAnyAsync<HttpRequestException>(async () => (await http.PostAsync("/crash", null, sandbox.Deadline)).EnsureSuccessStatusCode());
        var after = (await sandbox.UntilAsync(app, "child", s => s.IsReady && s.Restarts == 1)).Snapshot;

        Assert.NotEqual(before.Pid, after.Pid);
        Assert.Equal(7, after.ExitCode);
        Assert.Contains("child ended (exit code 7); it is started again in 0.0 s.", sandbox.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_crash_in_a_row_is_counted()
    {
        var builder = sandbox.Builder("--Engine:StartAttempts=100");
        builder.AddScript("broken", "exit 9").WithHttpEndpoint();
        var app = await sandbox.StartAsync(builder);

        var seen = await sandbox.UntilAsync(app, "broken", s => s.Restarts >= 4);

        Assert.Equal(9, seen.Snapshot.ExitCode);
    }

    [Fact]
    public async Task A_service_that_ends_politely_is_started_again_too()
    {
        var builder = sandbox.Builder();
        builder.AddChild("child");
        var app = await sandbox.StartAsync(builder);
        var before = (await sandbox.UntilAsync(app, "child", s => s.IsReady)).Snapshot;

        Signal("TERM", before.Pid!.Value);
        var after = (await sandbox.UntilAsync(app, "child", s => s.IsReady && s.Restarts == 1)).Snapshot;

        Assert.NotEqual(before.Pid, after.Pid);
    }

    [Fact]
    public async Task A_program_without_a_port_runs_once_even_when_it_fails()
    {
        var builder = sandbox.Builder();
        builder.AddScript("job", "exit 4");
        var app = await sandbox.StartAsync(builder);

        var ended = await sandbox.StateAsync(app, "job", KnownResourceStates.Exited);

        Assert.Equal(4, ended.Snapshot.ExitCode);
        Assert.Equal(0, ended.Snapshot.Restarts);
        await sandbox.EventuallyAsync(() => sandbox.Output.Contains("job failed with exit code 4", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Health_that_is_lost_is_shown_and_the_process_goes_on()
    {
        var readyFile = Path.Combine(sandbox.Folder, "ready");
        var builder = sandbox.Builder("--Engine:HealthTimeout=00:00:00.200");
        builder.AddChild("child").WithEnvironment("READY_FILE", readyFile);
        await File.WriteAllTextAsync(readyFile, "");
        var app = await sandbox.StartAsync(builder);
        var pid = (await sandbox.UntilAsync(app, "child", s => s.IsReady)).Snapshot.Pid!.Value;

        Signal("STOP", pid);
        await sandbox.UntilAsync(app, "child", s => s.HealthStatus == Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy && s.Pid == pid);
        Signal("CONT", pid);
        var healthy = await sandbox.UntilAsync(app, "child", s => s.IsReady);

        Assert.Equal(pid, healthy.Snapshot.Pid);
        Assert.Equal(0, healthy.Snapshot.Restarts);
    }

    private static void Signal(string name, int pid)
    {
        using var kill = System.Diagnostics.Process.Start("/bin/kill", [$"-{name}", $"{pid}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}
