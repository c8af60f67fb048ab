using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting;

namespace Steward.AppHost.Tests.Running;

public sealed class StopTests : IAsyncDisposable
{
    private readonly Sandbox sandbox = new();

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public async Task Stopping_leaves_no_process_even_of_programs_that_do_not_listen()
    {
        var builder = sandbox.Builder("--Engine:StopGrace=00:00:00.300");
        builder.AddScript("stubborn", "trap '' TERM; sleep 1000 & echo $!; wait; sleep 1000").WithHttpEndpoint();
        builder.AddChild("polite");
        var app = await sandbox.StartAsync(builder);
        var polite = (await sandbox.UntilAsync(app, "polite", s => s.IsReady)).Snapshot.Pid!.Value;
        var stubborn = (await sandbox.UntilAsync(app, "stubborn", s => s.IsReady)).Snapshot.Pid!.Value;
        var log = app.Engine.Find("stubborn")!.Log;
        await sandbox.EventuallyAsync(() => log.Last().Count > 0);
        var grandchild = int.Parse(log.Last()[0].Content, CultureInfo.InvariantCulture);
        Assert.All([polite, stubborn, grandchild], pid => Assert.True(Sandbox.Lives(pid)));

        await app.StopAsync(sandbox.Deadline);

        await sandbox.EventuallyAsync(() => !Sandbox.Lives(grandchild));
        Assert.False(Sandbox.Lives(stubborn));
        Assert.False(Sandbox.Lives(polite));
    }

    [Fact]
    public async Task What_others_wait_for_is_stopped_last()
    {
        var trace = Path.Combine(sandbox.Folder, "trace");
        var builder = sandbox.Builder();
        var server = builder.AddScript("server", Traced("server")).WithHttpEndpoint();
        builder.AddScript("client", Traced("client")).WithHttpEndpoint().WaitFor(server);
        var app = await sandbox.StartAsync(builder);
        await sandbox.EventuallyAsync(() => File.Exists(trace) && File.ReadAllLines(trace).Length == 2);

        await app.StopAsync(sandbox.Deadline);

        Assert.Equal(["client down", "server down"], (await File.ReadAllLinesAsync(trace)).Skip(2));

        string Traced(string name) => $"trap 'echo {name} down >> {trace}; exit 0' TERM; echo {name} up >> {trace}; while :; do sleep 0.05; done";
    }

    [Fact]
    public async Task A_host_asked_to_end_ends_well_and_takes_its_programs_along()
    {
        using var host = StartHost();
        var child = await ChildOfAsync(host);

        using (var kill = Process.Start("/bin/kill", ["-TERM", $"{host.Id}"]))
        {
            await kill.WaitForExitAsync(sandbox.Deadline);
        }

        await host.WaitForExitAsync(sandbox.Deadline);
        Assert.Equal(0, host.ExitCode);
        Assert.False(Sandbox.Lives(child));
    }

    [Fact]
    public async Task A_host_that_is_killed_leaves_no_program_behind()
    {
        using var host = StartHost();
        var child = await ChildOfAsync(host);

        host.Kill();

        await sandbox.EventuallyAsync(() => !Sandbox.Lives(child));
    }

    private Process StartHost() => Process.Start(new ProcessStartInfo("dotnet", [Sandbox.ChildProgram, "host", Path.Combine(sandbox.Folder, "host")])
    {
        RedirectStandardOutput = true,
    })!;

    private async Task<int> ChildOfAsync(Process host)
    {
        const string mark = "my pid is ";
        while (await host.StandardOutput.ReadLineAsync(sandbox.Deadline) is { } line)
        {
            if (line.Contains(mark, StringComparison.Ordinal))
            {
                var pid = int.Parse(line[(line.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..], CultureInfo.InvariantCulture);
                Assert.True(Sandbox.Lives(pid));
                return pid;
            }
        }

        throw new InvalidOperationException("The host ended without starting its program.");
    }
}
