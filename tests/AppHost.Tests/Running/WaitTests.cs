using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Steward.AppHost.Tests.Running;

public sealed class WaitTests : IAsyncDisposable
{
    private readonly Sandbox sandbox = new();

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public async Task A_resource_starts_only_when_what_it_waits_for_is_healthy()
    {
        var readyFile = Path.Combine(sandbox.Folder, "ready");
        var builder = sandbox.Builder();
        var slow = builder.AddChild("slow").WithEnvironment("READY_FILE", readyFile);
        builder.AddScript("second", "exec sleep 1000").WithHttpEndpoint().WaitFor(slow);
        var app = await sandbox.StartAsync(builder);

        await sandbox.UntilAsync(app, "slow", s => s.State?.Text == KnownResourceStates.Running);
        Assert.Equal(KnownResourceStates.Waiting, app.ResourceNotifications.Current("second")?.State?.Text);
        await File.WriteAllTextAsync(readyFile, "");
        await sandbox.StateAsync(app, "second", KnownResourceStates.Running);

        Assert.True(app.ResourceNotifications.Current("slow")!.IsReady);
        Assert.Contains("[2/2] second ready", sandbox.Output, StringComparison.Ordinal);
        Assert.Contains("All 2 resources are up", sandbox.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_starts_after_another_has_done_its_job()
    {
        var trace = Path.Combine(sandbox.Folder, "trace");
        var builder = sandbox.Builder();
        var first = builder.AddScript("migrations", $"echo migrated >> {trace}");
        builder.AddScript("service", $"echo started >> {trace}").WaitForCompletion(first);
        var app = await sandbox.StartAsync(builder);

        await sandbox.StateAsync(app, "service", KnownResourceStates.Finished);

        Assert.Equal(["migrated", "started"], await File.ReadAllLinesAsync(trace));
    }

    [Fact]
    public async Task A_failed_job_ends_the_start_and_shows_what_the_job_said()
    {
        var builder = sandbox.Builder();
        var job = builder.AddScript("migrations", "echo relation does not exist >&2; exit 3");
        builder.AddScript("service", "exec sleep 1000").WaitForCompletion(job);
        var app = await sandbox.StartAsync(builder);

        await sandbox.StateAsync(app, "service", KnownResourceStates.FailedToStart);
        await sandbox.EventuallyAsync(() => app.Engine.Failure is not null);

        Assert.Contains("'service' needs 'migrations' to end with exit code 0, but it ended with 3", app.Engine.Failure, StringComparison.Ordinal);
        Assert.Contains("relation does not exist", app.Engine.Failure, StringComparison.Ordinal);
        Assert.Contains("service could not be started", sandbox.Errors, StringComparison.Ordinal);
        Assert.True(app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
    }

    [Fact]
    public async Task A_program_that_keeps_crashing_before_it_is_ready_ends_the_start()
    {
        var builder = sandbox.Builder("--Engine:StartAttempts=3");
        builder.AddScript("broken", "echo no such table; exit 9").WithHttpEndpoint().WithHttpHealthCheck("/");
        var app = await sandbox.StartAsync(builder);

        await sandbox.StateAsync(app, "broken", KnownResourceStates.FailedToStart);
        await sandbox.EventuallyAsync(() => app.Engine.Failure is not null);

        Assert.Contains("'broken' crashed 3 times before it was ready (exit code 9)", app.Engine.Failure, StringComparison.Ordinal);
        Assert.Contains("no such table", app.Engine.Failure, StringComparison.Ordinal);
    }
}
